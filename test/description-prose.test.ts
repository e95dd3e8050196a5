import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import { type Description, listOperations, type Schema, typesOf } from "../scripts/generate/description.ts";

const description = bundle as unknown as Description;
const operations = listOperations(description);

interface Statement {
  readonly at: string;
  readonly node: Record<string, unknown>;
  readonly text: string;
}

const payloads = ["example", "value", "externalDocs"];

/** Every node with a description, under its JSON pointer; payloads are not prose, and page titles no sentences. */
function* statements(node: unknown, at = ""): Generator<Statement> {
  if (typeof node !== "object" || node === null) return;
  const record = node as Record<string, unknown>;
  if (typeof record.description === "string") {
    yield { at, node: record, text: record.description.trim() };
  }
  for (const [key, value] of Object.entries(record)) {
    if (!payloads.includes(key)) yield* statements(value, `${at}/${key}`);
  }
}

const all = [...statements(bundle)];
const schemas = all.filter(({ at }) => at.startsWith("/components/schemas/"));
const ofType = (...names: string[]): Statement[] =>
  schemas.filter(({ node }) => typesOf(node as Schema).some((type) => names.includes(type)));

/** Locations whose text breaks a rule. */
function offenders(among: readonly Statement[], breaks: (statement: Statement) => boolean): string[] {
  return among.filter(breaks).map(({ at, text }) => `${at}: ${text}`);
}

const firstSentence = (text: string): string => text.split(/(?<=[.])\s/)[0] ?? "";
const evidenceLine = /^(Observed|Inferred): /gm;

test("description: every schema, field, parameter, reply and header is described", () => {
  const silent: string[] = [];
  const visit = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    const record = node as Record<string, unknown>;
    for (const [key, value] of Object.entries(record)) {
      if (key === "example" || key === "examples") continue;
      const named = /\/(schemas|properties|parameters|responses|headers|securitySchemes)$/.test(at);
      const part = (value ?? {}) as Record<string, unknown>;
      if (named && !("$ref" in part) && !("description" in part)) silent.push(`${at}/${key}`);
      visit(value, `${at}/${key}`);
    }
  };
  visit(bundle, "");
  expect(silent).toEqual([]);
  expect(all.length).toBeGreaterThan(70);
});

test("description: every text ends in a full stop", () => {
  expect(offenders(all, ({ text }) => !text.endsWith("."))).toEqual([]);
});

test("description: no text begins with an article", () => {
  expect(offenders(all, ({ text }) => /^(A|An|The) /.test(text))).toEqual([]);
});

test("description: no text says what `required` says already", () => {
  expect(offenders(all, ({ text }) => /\b(optional|mandatory)\b/i.test(text))).toEqual([]);
});

test("description: a new sentence begins on a new line", () => {
  expect(offenders(all, ({ text }) => /[.?!] [A-Z`]/.test(text))).toEqual([]);
});

test("description: a line stays within 120 characters", () => {
  expect(offenders(all, ({ text }) => text.split("\n").some((line) => line.length > 120))).toEqual([]);
});

test("fields with known values: the text lists them, as most viewers do not show `x-extensible-enum`", () => {
  const open = schemas.filter(({ node }) => "x-extensible-enum" in node);
  expect(open.length).toBe(4);
  for (const { at, node, text } of open) {
    const [, known = ""] = /^Known values: ([^.]+)\.$/m.exec(text) ?? [];
    const [, others = ""] = /^Observed: also ([^;]+);/m.exec(text) ?? [];
    const named = [...`${known} ${others}`.matchAll(/`(\w+)`/g)].map(([, value]) => value);
    expect(named, at).toEqual(node["x-extensible-enum"]);
  }
});

test("fields: begin with the thing itself", () => {
  expect(
    offenders(schemas, ({ text }) => !/^[A-Z]/.test(text) || /^(This|It|Is|Are|Must|May)\b/.test(text)),
  ).toEqual([]);
});

test("numbers: the first sentence names the unit, or says id, count, position or dimensionless", () => {
  const numbers = ofType("number", "integer");
  expect(numbers.length).toBeGreaterThan(10);
  expect(
    offenders(numbers, ({ text }) => {
      const sentence = firstSentence(text);
      return (
        !/, in [^,]+\.$|\bdimensionless\b/.test(sentence) &&
        !/^(Id|Explicit id|Count|Number|Position)\b/.test(sentence)
      );
    }),
  ).toEqual([]);
});

test("nullable fields: the text says what `null` means", () => {
  const nullable = ofType("null");
  expect(nullable.length).toBeGreaterThan(10);
  expect(offenders(nullable, ({ text }) => !/`null` (for|where) \w+/.test(text))).toEqual([]);
});

test("fields that are never null: the text does not mention `null`", () => {
  const others = schemas.filter(({ node }) => !typesOf(node as Schema).includes("null"));
  expect(offenders(others, ({ text }) => text.includes("`null`"))).toEqual([]);
});

test("evidence: marked in the text exactly where and as `x-evidence` says", () => {
  expect(
    offenders(all, ({ node, text }) => {
      const words = [...text.matchAll(evidenceLine)].map(([, word]) => word?.toLowerCase());
      const expected = node["x-evidence"] === undefined ? [] : [node["x-evidence"]];
      return words.length !== expected.length || words.some((word, index) => word !== expected[index]);
    }),
  ).toEqual([]);
  expect(all.filter(({ node }) => node["x-evidence"]).length).toBeGreaterThan(30);
});

test("evidence: comes last, after at least one sentence on the thing itself", () => {
  const marked = all.filter(({ node }) => node["x-evidence"]);
  expect(
    offenders(marked, ({ text }) => {
      const [own = "", evidence = ""] = text.split(/^(?=Observed: |Inferred: )/m);
      return !own.trim().endsWith(".") || /[.?!]\s+\S/.test(evidence);
    }),
  ).toEqual([]);
});

test("evidence: no node has `x-evidence` without a text of its own", () => {
  const bare: string[] = [];
  const visit = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("x-evidence" in node && !("description" in node)) bare.push(at);
    for (const [key, value] of Object.entries(node)) visit(value, `${at}/${key}`);
  };
  visit(bundle, "");
  expect(bare).toEqual([]);
});

test.each(operations)(
  "$operationId: summary is imperative, in sentence case, short, without full stop",
  ({ summary }) => {
    expect(summary).toMatch(/^Update an? [a-z ]{1,38}[a-z]$/);
  },
);

test.each(operations)("$operationId: description speaks in the third person", ({ description: text }) => {
  expect(text).toMatch(/^[A-Z][a-z]+s /);
});

test.each(operations)(
  "$operationId: is named after the title of its page, and its payload folder after it",
  ({ operationId, externalDocs }) => {
    const { description: title } = externalDocs as unknown as { description: string };
    const camelCase = title.replaceAll(" ", "").replace(/^./, (letter) => letter.toLowerCase());
    expect(operationId).toBe(camelCase);
    expect(existsSync(new URL(`../openapi/examples/${operationId}`, import.meta.url))).toBe(true);
  },
);
