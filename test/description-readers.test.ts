// What viewers, importers and validators need beyond a valid description.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import {
  type Description,
  listOperations,
  resolve,
  type Schema,
  typesOf,
} from "../scripts/generate/description.ts";

const description = bundle as unknown as Description;
const operations = listOperations(description);
const records = operations.map(({ operationId, responses }) => ({
  operationId,
  schema: resolve(description, responses[200]?.content["application/json"]?.schema ?? {}),
}));

const isScalar = (field: Schema) => !typesOf(field).includes("object") && !typesOf(field).includes("array");

/** Names of all extensions in a JSON value, payloads aside. */
function extensionsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === "value" || key === "example") return [];
    return [...(key.startsWith("x-") ? [key] : []), ...extensionsIn(value)];
  });
}

test.each(records)("$operationId: every scalar field of the record has one example", ({ schema }) => {
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => isScalar(field));
  expect(fields.length).toBeGreaterThan(0);
  const silent = fields.filter(([, { examples = [] }]) => examples.length !== 1 || examples[0] === null);
  expect(silent.map(([name]) => name)).toEqual([]);
});

test.each(operations)("$operationId: every path parameter has an example", ({ parameters }) => {
  expect(parameters.filter(({ example }) => example === undefined)).toEqual([]);
});

test.each(operations)(
  "$operationId: no field of the request has one, as importers would send it",
  (operation) => {
    const fields = Object.values(operation.request.schema.properties ?? {});
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter((field) => "example" in field || "examples" in field)).toEqual([]);
  },
);

test("free maps: are open by an empty schema, as `true` opens the closed patch in some generators", () => {
  expect(JSON.stringify(bundle)).toContain('"additionalProperties":{}');
  expect(JSON.stringify(bundle)).not.toContain('"additionalProperties":true');
});

test("extensions.md: has a section for every extension of the bundle, and for no other", async () => {
  const page = await readFile(new URL("../openapi/extensions.md", import.meta.url), "utf8");
  const sections = [...page.matchAll(/^## `(x-[a-z-]+)`$/gm)].map(([, name]) => name);
  const rows = [...page.matchAll(/^\| `(x-[a-z-]+)` /gm)].map(([, name]) => name);
  expect(sections.toSorted()).toEqual([...new Set(extensionsIn(bundle))].sort());
  expect(rows).toEqual(sections);
});
