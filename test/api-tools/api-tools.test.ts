// What the tools in the table of docs/other-languages.md make of the description: body, URL and key of each request.
import { describe, expect, test } from "vitest";
import { operations } from "../../generated/operations.ts";
import vectors from "../../generated/vectors.json" with { type: "json" };
import { operationIds, parametersOf } from "../support/call-operation.ts";
import { validUpdate } from "../support/records.ts";
import {
  importIntoBruno,
  importIntoInsomnia,
  importIntoPostman,
  importIntoScalar,
  makeMcpTools,
} from "./import-description.ts";

const origin = "https://api.atomscale.ai";
/** Examples of the parameters, which the first vector beside the documented one holds. */
const idsOf = (operationId: string) =>
  vectors.vectors.find((it) => it.operationId === operationId && it.name !== "documented")?.pathParameters;

/** What every tool should send: the documented body, to the documented path. */
const expected = (writeUrl: (path: string) => string, withIds = true) =>
  operationIds.map((operationId) => {
    const { method, path } = operations[operationId];
    const { patch } = validUpdate(operationId);
    return { method, url: writeUrl(path), ids: withIds ? idsOf(operationId) : {}, body: patch };
  });
const withColons = (path: string): string => `{{baseUrl}}${path.replace(/\{(\w+)\}/g, ":$1")}`;

describe.each(["openapi.json", "openapi-3.0.json"] as const)("%s", (file) => {
  test("Bruno: fills in the documented body and the ids, and asks for the key once", async () => {
    const { requests, baseUrl, auth } = await importIntoBruno(file);
    expect(requests).toEqual(expected(withColons));
    expect(baseUrl).toBe(origin);
    expect(auth).toMatchObject({ key: "X-API-KEY", value: "{{apiKey}}", placement: "header" });
  });

  test("Postman: fills in the documented body and the ids with `parametersResolution: Example`", async () => {
    const { requests, baseUrl, auth } = await importIntoPostman(file, "Example");
    expect(requests).toEqual(expected(withColons));
    expect(baseUrl).toBe(origin);
    expect(auth).toEqual({ key: "X-API-KEY", value: "{{apiKey}}", in: "header" });
  });

  test("Postman: fills in every field without that option, so that each would be changed", async () => {
    const { requests } = await importIntoPostman(file, "Schema");
    for (const [index, operationId] of operationIds.entries()) {
      const sent = Object.keys(requests[index]?.body as object);
      expect(sent, operationId).toEqual(Object.keys(operations[operationId].fields));
    }
  });

  test("Scalar: fills in the documented body and the ids", async () => {
    const { requests } = await importIntoScalar(file);
    expect(requests).toEqual(expected((path) => path));
  });

  test("openapi-mcp-generator: makes a tool of each operation, closed and with its key", async () => {
    const tools = await makeMcpTools(file);
    expect(tools.map(({ name }) => name)).toEqual(operationIds);
    for (const tool of tools) {
      const { method, path, fields } = operations[tool.name as keyof typeof operations];
      expect([tool.method.toUpperCase(), tool.path, tool.baseUrl]).toEqual([method, path, origin]);
      expect(tool.required).toEqual([...parametersOf(tool.name as keyof typeof operations), "requestBody"]);
      expect(Object.keys(tool.patch.properties)).toEqual(Object.keys(fields));
      expect(tool.patch.additionalProperties).toBe(false);
      expect(tool.security).toEqual([{ ApiKey: [] }]);
    }
  });
});

const withBraces = (path: string): string => `{{ base_url }}${path.replace(/\{(\w+)\}/g, "{{ $1 }}")}`;

test("Insomnia: takes the documented body from openapi-3.0.json, and the ids by hand", async () => {
  const { requests, baseUrl, auth } = await importIntoInsomnia("openapi-3.0.json");
  expect(requests).toEqual(expected(withBraces, false));
  expect(baseUrl).toBe(origin);
  expect(auth).toEqual({ "X-API-KEY": "{{ xApiKey }}" });
});

test("Insomnia: takes no body from openapi.json", async () => {
  const { requests } = await importIntoInsomnia("openapi.json");
  expect(requests.map(({ body }) => body)).toEqual(operationIds.map(() => null));
});
