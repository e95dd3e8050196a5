// createFetchClient over a scripted fetch: what openapi-fetch lets a caller do beside the methods.
import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { type AttemptEvent, createFetchClient } from "../src/index.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, json, SAMPLE_ID, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

type Send = (path: string, init: object) => Promise<{ data?: unknown }>;

afterEach(() => {
  vi.unstubAllGlobals();
});

function start(...plays: Parameters<typeof scripted>) {
  const { fetch, asked } = scripted(...plays);
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  return { client, asked, patch: client.PATCH as unknown as Send, put: client.PUT as unknown as Send };
}

const entry = { params: { path: { data_id: DATA_ID } }, body: { raw_name: "a" } };

test("createFetchClient: takes a base URL per call", async () => {
  const { patch, asked } = start();
  await patch("/data_entries/{data_id}", { ...entry, baseUrl: "https://other.example/v1" });
  expect(asked[0]?.url).toBe(`https://other.example/v1/data_entries/${DATA_ID}`);
});

test("createFetchClient: refuses a base URL per call that would send the key in the open", async () => {
  const { patch, asked } = start();
  const error = await rejection(
    patch("/data_entries/{data_id}", { ...entry, baseUrl: "http://other.example" }),
  );
  expect(error).toMatchObject({ code: "invalid-config", operationId: "updateDataEntry", attempts: 0 });
  expect(error.message).toContain("the base URL from the call option baseUrl must begin with https://");
  expect(asked).toEqual([]);
});

test("createFetchClient: names method and path when no operation has them", async () => {
  const { put } = start();
  const wrong = { ...entry, params: { path: { data_id: "7" } } };
  const { operationId, message } = await rejection(put("/data_entries/{data_id}", wrong));
  expect(operationId).toBe("PUT /data_entries/{data_id}");
  expect(message).toBe(
    'PUT /data_entries/{data_id} was not sent: /data_id is "7", not a UUID. Nothing was changed.',
  );
});

test.each<[string, object, string]>([
  ["a field that the description does not know", { colour: "red" }, '{"colour":"red"}'],
  ["null", { raw_name: null }, '{"raw_name":null}'],
  ["an empty body", {}, "{}"],
])("createFetchClient: sends %s", async (_, body, wire) => {
  const { patch, asked } = start();
  await patch("/data_entries/{data_id}", { ...entry, body });
  expect(asked.map(({ init }) => init.body)).toEqual([wire]);
});

test.each([
  ["a field of any number", { property_value: 1.65e19 }],
  ["a whole number of 53 bits", { run: Number.MAX_SAFE_INTEGER }],
])("createFetchClient: sends %s", async (_, body) => {
  const { patch, asked } = start();
  const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
  await patch("/physical_samples/{physical_sample_id}/annotations/{annotation_id}", {
    params: { path },
    body,
  });
  expect(asked[0]?.init.body).toBe(JSON.stringify(body));
});

test.each([{ run: 2 ** 53 }, { layer_id: 2 ** 53 }])(
  "createFetchClient: refuses %j, whose digits may be lost",
  async (body) => {
    const { patch, asked } = start();
    const error = await rejection(patch("/data_entries/{data_id}", { ...entry, body }));
    expect(error).toMatchObject({ code: "invalid-request" });
    expect(asked).toEqual([]);
  },
);

test("createFetchClient: hands out a success as it came when asked for text", async () => {
  const text = '{ "id":\t12345678901234567890 }\n';
  const { patch } = start(new Response(text));
  expect((await patch("/data_entries/{data_id}", { ...entry, parseAs: "text" })).data).toBe(text);
});

test("createFetchClient: leaves no listener on the signal of a call", async () => {
  const { patch } = start();
  const { signal } = new AbortController();
  await patch("/data_entries/{data_id}", { ...entry, signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("createFetchClient: can be made where there is no Request", () => {
  vi.stubGlobal("Request", undefined);
  expect(() => createFetchClient()).not.toThrow();
});

test("createFetchClient: returns data, the reply and no error when the status is 200", async () => {
  const { fetch } = scripted(json({ id: "7" }, 200, { "x-request-id": "r-1" }));
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const result = await client.PATCH("/target-materials/layers/", { body: { sample_id: 42, layer_id: 1 } });
  expect(result.data).toEqual({ id: "7" });
  expect(result.error).toBeUndefined();
  expect(result.response.headers.get("x-request-id")).toBe("r-1");
});

test("createFetchClient: hands middleware a real Request and the reply", async () => {
  const { fetch, asked } = scripted(json({ id: "7" }));
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const seen: unknown[] = [];
  client.use({
    onRequest: ({ request, schemaPath }) => {
      seen.push(request instanceof Request, schemaPath);
      return new Request(request, { headers: { ...Object.fromEntries(request.headers), "x-run": "1" } });
    },
    onResponse: ({ response }) => {
      seen.push(response.status);
    },
  });
  await client.PATCH("/target-materials/layers/", { body: { sample_id: 42, layer_id: 1 } });
  expect(seen).toEqual([true, "/target-materials/layers/", 200]);
  expect(asked[0]?.init.headers["x-run"]).toBe("1");
});

test("createFetchClient: tells onAttempt of an attempt", async () => {
  const events: AttemptEvent[] = [];
  const { fetch } = scripted(json({ id: "7" }));
  const client = createFetchClient({ apiKey: API_KEY, fetch, onAttempt: (event) => events.push(event) });
  await client.PATCH("/target-materials/layers/", { body: { sample_id: 42, layer_id: 1 } });
  expect(events).toMatchObject([{ operationId: "updateTargetMaterialLayer", attempt: 1, status: 200 }]);
});
