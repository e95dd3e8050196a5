// No text and no structure takes more than linear time: ten times the input takes at most fifteen times the time.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { operations } from "../../generated/operations.ts";
import { guard } from "../../src/guard.ts";
import { createRedactor } from "../../src/redact.ts";
import { callOnce } from "../support/make-client.ts";
import { root } from "../support/readme-blocks.ts";
import { ANNOTATION_ID, DATA_ID, SAMPLE_ID } from "../support/scripted-fetch.ts";
import { settled } from "../support/settled.ts";
import { growsLinearly } from "./growth.ts";

const TIME_LIMIT_MS = 60_000;

interface Pattern {
  readonly where: string;
  /** Absent where the pattern is put together at run time. */
  readonly pattern?: RegExp;
}

/** Finds every regular expression of `src/` in its syntax tree, so that none can be forgotten. */
function findPatterns(): Pattern[] {
  const folder = join(root, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.sort().flatMap((file) => {
    const found: Pattern[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const [, source = "", flags] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
        found.push({ where: `${file} ${node.text}`, pattern: new RegExp(source, flags) });
      } else if (ts.isNewExpression(node) && node.expression.getText() === "RegExp") {
        found.push({ where: `${file} ${node.getText().replace(/\s+/g, " ")}` });
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.Latest, true));
    return found;
  });
}

const patterns = findPatterns();

/** Pieces that texts are made of to keep a pattern at work: one sign or two again and again, with an end that fails. */
const pieces = [
  ..." a0A.,-+/\\\"'{}[]<:%\n\t\u00e9\uD800",
  "a,",
  "0,",
  " ,",
  '"a',
  '"a"',
  '" :',
  "a0",
  "-0",
  "{a}",
  "GMT ",
  "Sat,",
  "aA",
  "\\u",
  "a.",
];
const heads = ["", '"data_id":', "Sat", "0"];
const tails = ["", "!"];

/** Makes texts that would keep a pattern busy which goes over them more than once. */
function textsOf(size: number): string[] {
  return pieces.flatMap((piece) =>
    heads.flatMap((head) => tails.map((tail) => head + piece.repeat(size / piece.length) + tail)),
  );
}

describe("regular expressions of src/", () => {
  test("are found", () => {
    expect(patterns.length).toBeGreaterThan(20);
    // A pattern that is put together at run time needs tests of its own below; that of testing.ts comes of no text.
    const made = patterns.filter(({ pattern }) => !pattern).map(({ where }) => where.split(" ")[0]);
    expect(made.filter((file) => file !== "testing.ts")).toEqual(["redact.ts"]);
  });

  test.each(patterns.filter(({ pattern }) => pattern))(
    "$where: takes linear time on any text",
    { timeout: TIME_LIMIT_MS },
    async ({ pattern }) => {
      const work = (text: string) => () => text.replace(pattern as RegExp, "");
      // What takes less than this for 20,000 signs goes over them a few times at most.
      for (const text of textsOf(20_000)) {
        const begun = performance.now();
        work(text)();
        if (performance.now() - begun < 5) continue;
        const ofSize = (size: number) => work(text.slice(0, size) + text.at(-1));
        expect(await growsLinearly(ofSize, 2_000), JSON.stringify(text.slice(0, 40))).toBe(true);
      }
    },
  );
});

const ATTACKS: readonly [string, (size: number) => string][] = [
  ["spaces", (size) => `a${" ".repeat(size)}x`],
  ["line ends", (size) => `a${"\n".repeat(size)}x`],
  ["letters", (size) => "a".repeat(size)],
  ["digits", (size) => `${"1".repeat(size)}x`],
  ["commas", (size) => ",".repeat(size)],
  ["times in a list", (size) => "1,".repeat(size / 2)],
  ["weekdays", (size) => "Sat,".repeat(size / 4)],
  ["full stops", (size) => `${".".repeat(size)}x`],
  ["quotes", (size) => '"'.repeat(size)],
  ["names without values", (size) => '{"data_id" '.repeat(size / 11)],
  ["an id that never ends", (size) => `{"data_id":"${"a".repeat(size)}`],
  ["ids of other records", (size) => `{${'"data_id":1x,'.repeat(size / 13)}`],
  ["spaces after a name", (size) => `{"data_id"${" ".repeat(size)}x`],
  ["brackets", (size) => "[".repeat(size)],
  ["lone surrogates", (size) => "\uD800".repeat(size)],
  ["percent signs", (size) => "%2".repeat(size / 2)],
  ["the key, cut", (size) => "as-scripted-ke".repeat(size / 14)],
];

const lines = (size: number) => (text: string) => text.slice(0, size).replace(/[^ -~]/g, " ");

/** Ways by which a text reaches the client, with what is made of it. */
const ENTRIES: readonly [string, (text: string) => object, object?][] = [
  ["the body of a 200", (text) => replying(200, text)],
  ["the body of a 400", (text) => replying(400, text)],
  ["detail of a 400", (text) => replying(400, JSON.stringify({ detail: text }))],
  ["msg of a 422", (text) => replying(422, JSON.stringify({ detail: [{ loc: ["body", text], msg: text }] }))],
  [
    "msg of many faults",
    (text) => replying(422, JSON.stringify({ detail: Array(9).fill({ loc: [text, text], msg: text }) })),
  ],
  ["a header", (text) => replying(429, "{}", { "x-odd": lines(1e6)(text) })],
  ["Retry-After", (text) => replying(429, "{}", { "retry-after": lines(1e6)(text) })],
  ["Date", (text) => replying(429, "{}", { "retry-after": "1", date: lines(1e6)(text) })],
  ["Location", (text) => replying(302, "", { location: `https://a.example/${encodeURI(lines(1e6)(text))}` })],
  ["Content-Type", (text) => replying(200, "{}", { "content-type": `a/${lines(1e6)(text)}` })],
  [
    "the message of an error",
    (text) => ({ fetch: () => Promise.reject(new TypeError(text, { cause: new Error(text) })) }),
  ],
  [
    "the code of an error",
    (text) => ({ fetch: () => Promise.reject(Object.assign(new Error(text), { code: text, name: text })) }),
  ],
  ["a text that is rejected", (text) => ({ fetch: () => Promise.reject(text) })],
  ["the option baseUrl", (text) => ({ baseUrl: `https://a.example/${text}` })],
  ["the option apiKey", (text) => ({ apiKey: text.slice(0, 8_000) })],
  ["the name of an option", (text) => ({ [text]: 1 })],
  ["the option headers", (text) => ({ headers: { a: text, [text]: "a" } })],
];

function replying(status: number, body: string, headers: Record<string, string> = {}): object {
  const reply = { status, headers: new Map(), text: async () => body };
  Object.assign(reply.headers, {
    get: (name: string) => headers[name] ?? null,
    forEach: (visit: (value: string, name: string) => void) => {
      for (const [name, value] of Object.entries(headers)) visit(value, name);
    },
  });
  return { fetch: async () => reply, totalTimeoutMs: 10_000 };
}

describe.each(ENTRIES)("a text in %s", (_, optionsOf) => {
  test.each(ATTACKS)(
    "createClient: takes linear time on %s",
    { timeout: TIME_LIMIT_MS },
    async (_, textOf) => {
      const workOf = (size: number) => {
        const options = { ...replying(400, `{"detail":"no"}`), ...optionsOf(textOf(size)) };
        return () => settled(callOnce("createClient", options));
      };
      expect(await growsLinearly(workOf, 2_000)).toBe(true);
    },
  );
});

const annotation = operations.updateSampleAnnotation;
const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
const names = (size: number, piece: string) =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`${piece}${index}`, 1]));
const nested = (depth: number, inner: unknown) => {
  let value = inner;
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
};

/** Structures of a size that the guard reads. V8 itself takes more than linear time to list thousands of symbols. */
const STRUCTURES: readonly [string, (size: number) => unknown][] = [
  ["a list", (size) => ({ metadata: { a: Array(size).fill(1) } })],
  ["an object", (size) => ({ metadata: names(size, "name") })],
  ["a long text", (size) => ({ property_name: '"\n\uD800'.repeat(size) })],
  ["many faults", (size) => ({ metadata: { a: Array(size).fill(Number.NaN) } })],
  ["many faults at depth", (size) => ({ metadata: nested(490, Array(size).fill(Number.NaN)) })],
  [
    "many faults under long names",
    (size) => ({ metadata: { ["a".repeat(size)]: Array(20).fill(Number.NaN) } }),
  ],
  ["a long name", (size) => ({ ["~/".repeat(size)]: 1 })],
  ["many unknown fields", (size) => names(size, "property_nam")],
  ["many long unknown fields", (size) => names(size, "a".repeat(500))],
  ["a deep object", (size) => ({ metadata: nested(size, 1) })],
  ["deep lists", (size) => ({ metadata: { a: JSON.parse("[".repeat(size) + "]".repeat(size)) } })],
  ["one object in many places", (size) => ({ metadata: { a: Array(size).fill(nested(20, 1)) } })],
  ["objects that share others", (size) => ({ metadata: nestedTwice(Math.log2(size)) })],
  ["holes", (size) => ({ metadata: { a: Array(size) } })],
  ["a wrong type in a long text", (size) => ({ property_value: " ".repeat(size) })],
  [
    "instances",
    (size) => ({
      metadata: {
        a: Array.from(
          { length: size },
          () =>
            new (class {
              b = 1;
            })(),
        ),
      },
    }),
  ],
];

/** Makes an object that holds another one twice, and so on: as JSON it doubles with each level. */
function nestedTwice(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value, value];
  return { value };
}

describe("guard", () => {
  test.each(STRUCTURES)("takes linear time on %s", { timeout: TIME_LIMIT_MS }, async (_, patchOf) => {
    const workOf = (size: number) => {
      const patch = patchOf(size);
      return () => guard(annotation, path, patch, { closed: true, pathName: "the first argument" });
    };
    expect(await growsLinearly(workOf, 3_000)).toBe(true);
  });

  test("ends when an object that shares others would grow without end", { timeout: TIME_LIMIT_MS }, () => {
    const { issues } = guard(
      annotation,
      path,
      { metadata: nestedTwice(60) },
      { closed: true, pathName: "x" },
    );
    expect(issues.map(({ message }) => message)).toContain("has more than 1000000 values");
  });

  test.each<[string, (size: number) => unknown]>([
    ["a long id", (size) => ({ data_id: "a".repeat(size) })],
    ["many unknown ids", (size) => ({ data_id: DATA_ID, ...names(size, "data") })],
  ])("takes linear time on %s", { timeout: TIME_LIMIT_MS }, async (_, pathOf) => {
    const workOf = (size: number) => {
      const ids = pathOf(size);
      return () => guard(operations.updateDataEntry, ids, { raw_name: "a" }, { closed: true, pathName: "x" });
    };
    expect(await growsLinearly(workOf, 3_000)).toBe(true);
  });
});

describe("createRedactor", () => {
  test.each<[string, (size: number) => string, (size: number) => string]>([
    ["a text", () => "as-scripted-key", (size) => "as-scripted-ke".repeat(size)],
    ["a key that repeats itself", () => `${"a".repeat(99)}b`, (size) => "a".repeat(size * 9)],
    ["a long key", (size) => "key%".repeat(size / 4), (size) => "key%".repeat(size / 4).slice(1)],
  ])("takes linear time on %s", { timeout: TIME_LIMIT_MS }, async (_, keyOf, textOf) => {
    const workOf = (size: number) => {
      const redactor = createRedactor([keyOf(size)]);
      const text = textOf(size);
      return () => [redactor.text(text), redactor.cutText(text), redactor.json({ [text]: [text] })];
    };
    expect(await growsLinearly(workOf, 800)).toBe(true);
  });
});
