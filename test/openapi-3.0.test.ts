import { readFile } from "node:fs/promises";
import openapiTypescript, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Description, listOperations, type Schema } from "../scripts/generate/description.ts";
import { writeOpenapi30 } from "../scripts/generate/write-openapi-3.0.ts";
import type { Vector, Vectors } from "../scripts/generate/write-vectors.ts";
import { type Mock, startMock } from "../scripts/mock/start-mock.ts";

const read = (name: string) => readFile(new URL(`../generated/${name}`, import.meta.url), "utf8");
const texts = { "3.1": await read("openapi.json"), "3.0": await read("openapi-3.0.json") };
const description = JSON.parse(texts["3.1"]) as Description;
const { vectors } = JSON.parse(await read("vectors.json")) as Vectors;

function requestSchemas(from: Description): { schema: Schema; documented: unknown }[] {
  return listOperations(from).map(({ request }) => ({
    schema: request.schema,
    documented: request.examples.documented?.value,
  }));
}

/** Values that a field must refuse, by the reason. */
function wrongValues(field: Schema): Record<string, unknown> {
  const wrong: Record<string, unknown> = { "null for non-null": null, "an array": [] };
  if (field.type !== "string") wrong["a string"] = "x";
  if (field.type !== "object") wrong["an object"] = {};
  if (field.type === "string" || field.type === "object") wrong["a number"] = 1;
  if (field.type === "integer") wrong["a fraction"] = 1.5;
  if (field.enum) wrong["an unlisted value"] = "not-listed";
  if (typeof field.additionalProperties === "object" && field.additionalProperties.type)
    wrong["a map of wrong values"] = { key: "x" };
  return wrong;
}

/** Every way that the schemas give of spoiling a request, each on the first payload of its operation. */
function spoil(vector: Vector, schema: Schema): { reason: string; path: string; body: unknown }[] {
  const { path, body: sound, pathTemplate } = vector;
  const body = sound as Record<string, unknown>;
  const without = (name: string) => Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
      Object.entries(wrongValues(field)).map(([reason, value]) => ({
        reason: `${name} is ${reason}`,
        path,
        body: { ...body, [name]: value },
      })),
    ),
    ...(schema.required ?? []).map((name) => ({ reason: `${name} is missing`, path, body: without(name) })),
    { reason: "a field is unknown", path, body: { ...body, not_a_field: 1 } },
    { reason: "the body is null", path, body: null },
    { reason: "the body is an array", path, body: [body] },
    ...Object.entries(vector.pathParameters).map(([name, value]) => ({
      reason: `${name} is no UUID`,
      path: pathTemplate.replace(`{${name}}`, value.slice(1)).replace(/\{(\w+)\}/g, (_, other: string) => {
        return vector.pathParameters[other] ?? "";
      }),
      body,
    })),
  ];
}

const broken = listOperations(description).flatMap(({ operationId, method, request }) => {
  const vector = vectors.find((candidate) => candidate.operationId === operationId);
  if (vector === undefined) throw new Error(`${operationId} has no vector.`);
  return spoil(vector, request.schema).map((variant) => ({ ...variant, operationId, method }));
});

describe("openapi-3.0.json", () => {
  let mock30: Mock;
  beforeAll(async () => {
    mock30 = await startMock({ file: "openapi-3.0.json" });
  });
  afterAll(() => mock30.close());

  async function verdicts(method: string, path: string, body: unknown, headers: Record<string, string>) {
    return Promise.all(
      [inject("mockUrl"), mock30.url].map(async (url) => {
        const response = await fetch(url + path, {
          method,
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify(body),
        });
        return { status: response.status, reply: await response.json() };
      }),
    );
  }

  test("gives the types that the 3.1 bundle gives", async () => {
    const without = JSON.parse(texts["3.0"]) as Description;
    for (const { schema } of requestSchemas(without)) delete schema.example;
    const [from31 = "", from30] = await Promise.all(
      [texts["3.1"], JSON.stringify(without)].map(async (text) => astToString(await openapiTypescript(text))),
    );
    expect(from31).toContain("coord_x: number | null");
    expect(from30).toBe(from31);
  });

  test("shows importers the documented body, not one with every field", () => {
    const schemas = requestSchemas(JSON.parse(texts["3.0"]) as Description);
    expect(schemas.length).toBe(listOperations(description).length);
    for (const { schema, documented } of schemas) expect(schema.example).toEqual(documented);
  });

  test.each(vectors)("answers $operationId $name as the 3.1 bundle does", async (vector) => {
    const { method, path, body, prefer, status, reply } = vector;
    const expected = { status, reply };
    expect(await verdicts(method, path, body, { "X-API-KEY": "k", Prefer: prefer })).toEqual([
      expected,
      expected,
    ]);
  });

  test.each(broken)("refuses $operationId as the 3.1 bundle does when $reason", async (variant) => {
    const [from31, from30] = await verdicts(variant.method, variant.path, variant.body, { "X-API-KEY": "k" });
    expect(from31?.status).toBe(422);
    expect(from30).toEqual(from31);
  });

  test("refuses a request without a key as the 3.1 bundle does", async () => {
    for (const { method, path, body } of vectors) {
      expect((await verdicts(method, path, body, {})).map(({ status }) => status)).toEqual([401, 401]);
    }
  });
});

describe("writeOpenapi30", () => {
  const convert = (schema: unknown) => {
    const bundle = { openapi: "3.1.0", info: {}, paths: {}, components: { schemas: { Probe: schema } } };
    return JSON.parse(writeOpenapi30(JSON.stringify(bundle))).components.schemas.Probe;
  };

  test.each([
    [{ type: ["number", "null"] }, { type: "number", nullable: true }],
    [{ type: ["string"] }, { type: "string" }],
    [{ const: "a" }, { enum: ["a"] }],
    [{ anyOf: [{ type: "object" }, { type: "null" }] }, { type: "object", nullable: true }],
    [
      { anyOf: [{ type: "object" }, { type: "string" }] },
      { anyOf: [{ type: "object" }, { type: "string" }] },
    ],
    [{ additionalProperties: {} }, { additionalProperties: {} }],
    [{ examples: ["a", "b"] }, { example: "a" }],
    [{ exclusiveMinimum: 0 }, { minimum: 0, exclusiveMinimum: true }],
    [{ items: { type: ["string", "null"] } }, { items: { type: "string", nullable: true } }],
    [{ properties: { const: { const: 1 } } }, { properties: { const: { enum: [1] } } }],
    [{ oneOf: [{ const: 1 }] }, { oneOf: [{ enum: [1] }] }],
  ])("says %j as %j", (schema, expected) => {
    expect(convert(schema)).toEqual(expected);
  });

  test.each([
    [{ prefixItems: [] }, "/components/schemas/Probe/prefixItems"],
    [{ properties: { a: { unevaluatedProperties: false } } }, "unevaluatedProperties"],
    [{ type: ["string", "number"] }, '["string","number"]'],
    [{ type: "null" }, '"null"'],
    [{ const: null }, "null alone"],
    [{ anyOf: [{ type: "object" }, { type: "string" }, { type: "null" }] }, "null beside"],
    [{ anyOf: [{ $ref: "#/x" }, { type: "null" }] }, "null beside"],
    [{ exclusiveMinimum: 0, minimum: 0 }, "exclusiveMinimum"],
    [{ properties: { a: true } }, "boolean schemas"],
    [{ properties: { a: { $ref: "#/x", description: "Beside." } } }, "beside $ref"],
  ])("refuses %j", (schema, message) => {
    expect(() => convert(schema)).toThrow(message);
  });
});
