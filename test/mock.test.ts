import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, inject, test } from "vitest";
import bundle from "../generated/openapi.json" with { type: "json" };
import {
  type Description,
  fillPath,
  listOperations,
  pathParametersOf,
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

/** Faults that a 422 names. */
function faultsIn(text: string): { loc: string[]; msg: string }[] {
  return (JSON.parse(text) as { detail: { loc: string[]; msg: string }[] }).detail;
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string>) {
  const response = await fetch(inject("mockUrl") + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
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
  /** Where the mock must say that the fault is. */
  readonly at: readonly string[];
}

/** Every body that the request schema must refuse, made from one that it accepts. */
function brokenBodies({ request }: ResolvedOperation): BrokenBody[] {
  const { properties = {}, required = [] } = request.schema;
  const good = request.examples.documented?.value as Json;
  const without = (field: string): Json =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== field));
  return [
    ...Object.entries(properties).flatMap(([field, schema]) => [
      ...wrongValues(schema).map(([what, value]) => ({
        what,
        body: { ...good, [field]: value },
        at: ["body", field, ...(what.startsWith("inner") ? ["Ba"] : [])],
      })),
      {
        what: "misspelt",
        body: { ...good, [`${field}s`]: good[field] ?? "text" },
        at: ["body", `${field}s`],
      },
    ]),
    ...required.map((field) => ({ what: "missing", body: without(field), at: ["body", field] })),
    { what: "no header could hold it", body: { ...good, θ: 1 }, at: ["body", "θ"] },
    ...[null, [good], "text", undefined].map((body) => ({ what: "no object", body, at: ["body"] })),
  ];
}

describe.each(operations)("$operationId", (operation) => {
  const { method, request, responses, parameters } = operation;
  const path = pathOf(operation);
  const good = request.examples.documented?.value;

  test.each(Object.entries(request.examples))(
    "%s: is accepted and answered with its own reply",
    async (name, { value }) => {
      const itsPath = fillPath(operation, pathParametersOf(operation, name));
      const reply = await send(method, itsPath, value, { ...key, prefer: `example=${name}` });
      expect(reply.status).toBe(200);
      expect(JSON.parse(reply.text)).toEqual(
        responses[200]?.content["application/json"]?.examples[name]?.value,
      );
    },
  );

  test("the documented reply comes without being asked for", async () => {
    const asDocumented = fillPath(operation, pathParametersOf(operation, "documented"));
    const reply = await send(method, asDocumented, good, key);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual(
      responses[200]?.content["application/json"]?.examples.documented?.value,
    );
  });

  test("the reply is about the record that was asked for", async () => {
    const asked = Object.fromEntries(parameters.map(({ name }) => [name, randomUUID()]));
    const reply = await send(method, pathOf(operation, asked), good, key);
    const sent: Json = { ...(good as Json), ...asked };
    const shown = JSON.parse(reply.text) as Json;
    const named = Object.entries(operation["x-identified-by"]).filter(([name]) => name in sent);
    expect(named.length).toBeGreaterThan(0);
    for (const [name, field] of named) expect(shown[field], field).toBe(sent[name]);
  });

  test("422 that says where the body stops being JSON", async () => {
    const response = await fetch(inject("mockUrl") + path, {
      method,
      headers: { "content-type": "application/json", ...key },
      body: '{"a": 1,}',
    });
    expect(response.status).toBe(422);
    expect(faultsIn(await response.text())).toMatchObject([
      { loc: ["body"], msg: expect.stringContaining("JSON") },
    ]);
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
    // Several values for each field, and more bodies that are broken as a whole.
    expect(bodies.length).toBeGreaterThan(5 * Object.keys(request.schema.properties ?? {}).length);
    const unexplained = await Promise.all(
      bodies.map(async ({ what, body, at }) => {
        const { status, text } = await send(method, path, body, key);
        const named = status === 422 && faultsIn(text).some(({ loc }) => isDeepStrictEqual(loc, at));
        return named ? [] : [{ what, at, status, text }];
      }),
    );
    expect(unexplained.flat()).toEqual([]);
  });

  test.each(parameters)("422 for a $name that is no UUID", async ({ name }) => {
    for (const id of ["not-a-uuid", "42", "d290f1ee-6c54-4b01-90e6-d701748f085", "a%2Fb"]) {
      const reply = await send(method, pathOf(operation, { [name]: id }), good, key);
      expect(reply.status, id).toBe(422);
      expect(faultsIn(reply.text), id).toMatchObject([{ loc: ["path", name] }]);
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
