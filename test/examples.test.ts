import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import {
  type Description,
  listOperations,
  pathParametersOf,
  resolve,
  typesOf,
} from "../scripts/generate/description.ts";
import { pages } from "./contract/pages.ts";

type Json = Record<string, unknown>;

const source = fileURLToPath(new URL("../openapi/", import.meta.url));
const folder = join(source, "examples");
const description = bundle as unknown as Description;
const operations = listOperations(description);

const filesUnder = (root: string, ending: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort();

/** `<operationId or "errors">/<name>.<"request" or status>.json`. */
const files = filesUnder(folder, ".json");
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

/** An operation's own payload of a failure, or the one that all operations share. */
function failureFile(operationId: string, name: string, status: string): string {
  const own = `${operationId}/${name}.${status}.json`;
  return files.includes(own) ? own : `errors/${name}.${status}.json`;
}

/** The examples of the bundle under the name that the file of each must have. */
const documented = operations.flatMap(({ operationId, request, responses }) => [
  ...Object.entries(request.examples).map(([name, { value }]) => ({
    file: `${operationId}/${name}.request.json`,
    value,
  })),
  ...Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(content["application/json"]?.examples ?? {}).map(([name, { value }]) => ({
      file: failureFile(operationId, name, status),
      value,
    })),
  ),
]);

/** An example of the `default` reply stands for one status, which its file names. */
function fileOf(documentedName: string): string {
  const stem = /^(.*\.)default\.json$/.exec(documentedName)?.[1];
  if (stem === undefined) return documentedName;
  return (
    files.find((file) => file.startsWith(stem) && /^[45]\d\d\.json$/.test(file.slice(stem.length))) ??
    documentedName
  );
}

/** Version 1 to 8 and variant 10, as strict validators want it: https://www.rfc-editor.org/rfc/rfc9562#section-4 */
const RFC_9562_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

test("payloads: every file is an example of the bundle, and every example a file", () => {
  expect(unique(documented.map(({ file }) => fileOf(file)))).toEqual(files);
});

test("payloads: every file is referenced by the description, and every reference leads to a file", () => {
  const referenced = filesUnder(source, ".yaml").flatMap((name) =>
    [...readFileSync(join(source, name), "utf8").matchAll(/externalValue: (\S+)/g)].map(([, target]) =>
      relative(folder, resolvePath(source, dirname(name), target as string)),
    ),
  );
  expect(unique(referenced)).toEqual(files);
});

test("payloads: every folder is an operation, but for the one of shared errors", () => {
  expect(unique(files.map((file) => dirname(file)))).toEqual(
    unique(["errors", ...operations.map(({ operationId }) => operationId)]),
  );
});

test("payloads: every reply of every operation has one", () => {
  const silent = operations.flatMap(({ operationId, responses }) =>
    Object.entries(responses)
      .filter(([, { content }]) => Object.keys(content["application/json"]?.examples ?? {}).length === 0)
      .map(([status]) => `${operationId} ${status}`),
  );
  expect(silent).toEqual([]);
});

test.each(documented)("$file: travels in the bundle as it stands in its file", ({ file, value }) => {
  expect(value).toEqual(read(fileOf(file)));
});

describe.each(operations)("$operationId", (operation) => {
  const { operationId, request, responses, parameters } = operation;
  const success = responses[200]?.content["application/json"];
  const requests = Object.keys(request.examples);
  const replies = Object.keys(success?.examples ?? {});
  const requestOf = (name: string): Json => read(`${operationId}/${name}.request.json`) as Json;
  const replyOf = (name: string): Json => read(`${operationId}/${name}.200.json`) as Json;

  test("every request payload has a reply payload of the same name, and the other way round", () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(replies).toEqual(requests);
  });

  test("every nullable field of the reply is null in at least one payload", () => {
    const { properties = {} } = resolve(description, success?.schema ?? {});
    const never = Object.entries(properties)
      .filter(([, field]) => typesOf(field).includes("null"))
      .filter(([field]) => !replies.some((name) => replyOf(name)[field] === null));
    expect(never.map(([field]) => field)).toEqual([]);
  });

  test("every field of the request is sent by at least one payload", () => {
    const never = Object.keys(request.schema.properties ?? {}).filter(
      (field) => !requests.some((name) => field in requestOf(name)),
    );
    expect(never).toEqual([]);
  });

  test("every field of the reply is shown with a value by at least one payload", () => {
    const { properties = {} } = resolve(description, success?.schema ?? {});
    const never = Object.keys(properties).filter(
      (field) => !replies.some((name) => (replyOf(name)[field] ?? null) !== null),
    );
    expect(never).toEqual([]);
  });

  test.each(requests)("%s: the reply shows every field as it was sent", (name) => {
    const sent = Object.entries(requestOf(name)).map(([field, value]) => [
      field === "metadata" ? "annotation_metadata" : field,
      value,
    ]);
    expect(sent.length).toBeGreaterThan(0);
    const reply = replyOf(name);
    expect(Object.fromEntries(sent.map(([field]) => [field, reply[field as string]]))).toEqual(
      Object.fromEntries(sent),
    );
  });

  test("the documented payloads are those of the page", () => {
    expect(pathParametersOf(operation, "documented")).toEqual(pages[operationId]?.example.pathParameters);
    expect(requestOf("documented")).toEqual(pages[operationId]?.example.request);
    expect(replyOf("documented")).toEqual(pages[operationId]?.example.reply);
  });

  test.each(replies.filter((name) => name !== "documented"))(
    "%s: the ids of the reply are those of the path parameters' examples, all of them RFC 9562 UUIDs",
    (name) => {
      const examples = parameters.map(({ name: parameter, example }) => [parameter, example]);
      expect(pathParametersOf(operation, name)).toEqual(Object.fromEntries(examples));
      const { properties = {} } = resolve(description, success?.schema ?? {});
      const ids = Object.entries(replyOf(name)).filter(([field]) => properties[field]?.format === "uuid");
      for (const [field, id] of ids) if (id !== null) expect(id, field).toMatch(RFC_9562_UUID);
    },
  );
});
