import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import { type Description, listOperations, resolve, type Schema } from "../scripts/generate/description.ts";
import { describedContract, expectedContract } from "./contract/contract.ts";
import { listDescriptionChanges } from "./contract/description-changes.ts";
import { pages } from "./contract/pages.ts";

const description = bundle as unknown as Description;
const operations = listOperations(description);

/** Every field of every component, under "Schema.field". */
const fields = Object.entries(description.components.schemas).flatMap(([name, { properties }]) =>
  Object.entries(properties ?? {}).map(([field, schema]) => ({
    at: `${name}.${field}`,
    name: field,
    schema,
  })),
);

function replySchema(operation: (typeof operations)[number]): Schema {
  return resolve(description, operation.responses[200]?.content["application/json"]?.schema ?? {});
}

test("description: states what the pages state, and beyond them only what is known", () => {
  expect(describedContract(description)).toEqual(expectedContract());
});

// Several hundred copies are compared, which takes its time on a busy machine.
test("description: no longer states that when any one field, value, flag or name is changed", {
  timeout: 60_000,
}, () => {
  const expected = expectedContract();
  const changes = listDescriptionChanges(description);
  const unnoticed = [{ name: "none", apply: () => undefined }, ...changes].filter(({ apply }) => {
    const copy = structuredClone(description);
    apply(copy);
    return isDeepStrictEqual(describedContract(copy), expected);
  });
  expect(unnoticed.map(({ name }) => name)).toEqual(["none"]);
  expect(changes.length).toBeGreaterThan(700);
});

test("description: has the operations of the pages and no others, each named after the title of its page", () => {
  expect(operations.map(({ operationId }) => operationId)).toEqual(Object.keys(pages));
  for (const [operationId, { title }] of Object.entries(pages)) {
    expect(operationId).toBe(title.replace(/^./, (letter) => letter.toLowerCase()).replaceAll(" ", ""));
  }
});

describe.each(operations)("$operationId", (operation) => {
  test("request is closed", () => {
    expect(operation.request.schema.additionalProperties).toBe(false);
  });

  test("reply is open in its fields and values", () => {
    const schema = replySchema(operation);
    expect(schema.additionalProperties).toBeUndefined();
    const closed = Object.entries(schema.properties ?? {}).filter(([, field]) => "enum" in field);
    expect(closed).toEqual([]);
  });

  test("every path parameter is in the path, and every placeholder is a parameter", () => {
    const placeholders = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(operation.parameters.map(({ name }) => name)).toEqual(placeholders);
  });

  test("documents its failures, 429 with Retry-After", () => {
    expect(Object.keys(operation.responses)).toEqual(["200", "401", "403", "404", "422", "429", "default"]);
    expect(Object.keys(operation.responses[429]?.headers ?? {})).toEqual(["Retry-After"]);
  });
});

test("known values: the same list wherever a field of that name repeats", () => {
  const lists = new Map<string, string[]>();
  for (const { at, name, schema } of fields) {
    const values = schema["x-extensible-enum"];
    if (values === undefined) continue;
    expect(values, at).toEqual(lists.get(name) ?? values);
    lists.set(name, values);
  }
  expect([...lists.keys()].sort()).toEqual(["char_source_type", "coord_ref_frame", "pipeline_status"]);
});

test("known values: those that may be sent come first", () => {
  const sent = fields.filter(({ schema }) => schema.enum);
  expect(sent.length).toBe(3);
  for (const { at, name, schema } of sent) {
    const values = schema.enum ?? [];
    const known = fields.find((field) => field.name === name && field.schema["x-extensible-enum"]);
    expect(known?.schema["x-extensible-enum"]?.slice(0, values.length), at).toEqual(values);
  }
});

test("times: strings without a format, since the service sends some without a zone", () => {
  const times = fields.filter(({ name }) => /_datetime$|^last_updated$/.test(name));
  expect(times.map(({ at }) => at).sort()).toEqual([
    "DataEntry.last_updated",
    "DataEntry.upload_datetime",
    "SampleAnnotation.last_updated",
  ]);
  for (const { at, schema } of times) {
    expect({ type: schema.type, format: schema.format }, at).toEqual({ type: "string", format: undefined });
    expect(schema.description, at).toContain("UTC");
  }
});
