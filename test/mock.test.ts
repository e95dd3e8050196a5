import { describe, expect, inject, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import {
  type Description,
  listOperations,
  type ResolvedOperation,
  type Schema,
} from "../scripts/generate/description.ts";
import { keyHeader } from "./contract/pages.ts";

type Json = Record<string, unknown>;

const operations = listOperations(bundle as unknown as Description);
const key = { [keyHeader]: "any-key" };

/** The path with the examples of its parameters, or with what is given instead. */
function pathOf({ path, parameters }: ResolvedOperation, instead: Record<string, string> = {}): string {
  return parameters.reduce(
    (filled, { name, example }) => filled.replace(`{${name}}`, instead[name] ?? String(example)),
    path,
  );
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string>) {
  const response = await fetch(inject("mockUrl") + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const violations = response.headers.get("sl-violations") ?? "[]";
  return { status: response.status, headers: response.headers, text, violations };
}

/** JSON values that a field of this schema must not hold, each with what is wrong with it. */
function wrongValues(schema: Schema): [string, unknown][] {
  const samples: Record<string, unknown> = {
    string: "text",
    number: 1.5,
    boolean: true,
    object: { any: "thing" },
    array: [1],
    null: null,
  };
  const types = [schema.type].flat();
  const wrong = Object.entries(samples).filter(([type]) => !types.includes(type));
  if (schema.enum)
    wrong.push(["unknown value", "mbe"], ["empty text", ""], ["upper case", schema.enum[0]?.toUpperCase()]);
  if (typeof schema.additionalProperties === "object" && schema.additionalProperties.type) {
    wrong.push(
      ...wrongValues(schema.additionalProperties).map(([what, value]): [string, unknown] => [
        `inner ${what}`,
        { Ba: value },
      ]),
    );
  }
  return wrong;
}

interface BrokenBody {
  readonly what: string;
  readonly body: unknown;
  /** What the mock must name as the cause. */
  readonly field: string;
}

/** Every body that the request schema must refuse, made from one that it accepts. */
function brokenBodies({ request }: ResolvedOperation): BrokenBody[] {
  const { properties = {}, required = [] } = request.schema;
  const good = request.examples.documented?.value as Json;
  const without = (field: string): Json =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== field));
  return [
    ...Object.entries(properties).flatMap(([field, schema]) => [
      ...wrongValues(schema).map(([what, value]) => ({ what, body: { ...good, [field]: value }, field })),
      { what: "misspelt", body: { ...good, [`${field}s`]: good[field] ?? "text" }, field: `${field}s` },
    ]),
    ...required.map((field) => ({ what: "missing", body: without(field), field })),
    ...[null, [good], "text", undefined].map((body) => ({ what: "no object", body, field: "request" })),
  ];
}

describe.each(operations)("$operationId", (operation) => {
  const { method, request, responses, parameters } = operation;
  const path = pathOf(operation);
  const good = request.examples.documented?.value;

  test.each(Object.entries(request.examples))(
    "%s: is accepted and answered with its own reply",
    async (name, { value }) => {
      const reply = await send(method, path, value, { ...key, prefer: `example=${name}` });
      expect(reply).toMatchObject({ status: 200, violations: "[]" });
      expect(JSON.parse(reply.text)).toEqual(
        responses[200]?.content["application/json"]?.examples[name]?.value,
      );
    },
  );

  test("the documented reply comes without being asked for", async () => {
    const reply = await send(method, path, good, key);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual(
      responses[200]?.content["application/json"]?.examples.documented?.value,
    );
  });

  test("401 without a key, and with an empty one", async () => {
    const unauthorized = responses[401]?.content["application/json"]?.examples.unauthorized?.value;
    for (const headers of [{}, { [keyHeader]: "" }, { authorization: "Bearer any-key" }]) {
      const reply = await send(method, path, good, headers);
      expect(reply.status).toBe(401);
      expect(JSON.parse(reply.text)).toEqual(unauthorized);
    }
  });

  const failures = Object.entries(responses)
    .filter(([status]) => status !== "200")
    .flatMap(([status, { content }]) =>
      Object.entries(content["application/json"]?.examples ?? {}).map(([name, { value }]) => ({
        status: status === "default" ? 503 : Number(status),
        name,
        value,
      })),
    );

  test.each(failures)("$status $name: is answered on demand", async ({ status, name, value }) => {
    const reply = await send(method, path, good, { ...key, prefer: `code=${status}, example=${name}` });
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json/);
    expect(JSON.parse(reply.text)).toEqual(value);
    expect(reply.headers.get("retry-after")).toBe(status === 429 ? "2" : null);
  });

  test("422 for every body that breaks the request schema", async () => {
    const bodies = brokenBodies(operation);
    expect(bodies.length).toBeGreaterThan(20);
    const unexplained = await Promise.all(
      bodies.map(async ({ what, body, field }) => {
        const { status, violations } = await send(method, path, body, key);
        return status === 422 && violations.includes(field) ? [] : [{ what, field, status, violations }];
      }),
    );
    expect(unexplained.flat()).toEqual([]);
  });

  test.each(parameters)("422 for a $name that is no UUID", async ({ name }) => {
    for (const id of ["not-a-uuid", "42", "d290f1ee-6c54-4b01-90e6-d701748f085", "a%2Fb"]) {
      const reply = await send(method, pathOf(operation, { [name]: id }), good, key);
      expect(reply.status, id).toBe(422);
      expect(reply.violations, id).toContain(name);
    }
  });

  test("404 for the path with its last slash added or left out", async () => {
    const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
    expect((await send(method, other, good, key)).status).toBe(404);
  });

  test("405 for another method", async () => {
    expect((await send("PUT", path, good, key)).status).toBe(405);
  });
});
