// What createFetchClient gives for each answer of the service: data, error and response, or an AtomscaleError.
import { expect, test } from "vitest";
import { createFetchClient } from "../src/index.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

interface Exchange {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

const RECORD = { data_id: DATA_ID, raw_name: "a" };

function update(play: Play, init: object = {}, options: object = {}): Promise<Exchange> {
  const client = createFetchClient({
    apiKey: API_KEY,
    fetch: scripted(play).fetch,
    maxRetries: 0,
    ...options,
  });
  const patch = client.PATCH as unknown as (path: string, init: object) => Promise<Exchange>;
  const all = { params: { path: { data_id: DATA_ID } }, body: { raw_name: "a" }, ...init };
  return patch("/data_entries/{data_id}", all);
}

test.each([200, 201])(
  "createFetchClient: gives data and no error for a record with status %i",
  async (status) => {
    const { data, error, response } = await update(json(RECORD, status, { "x-request-id": "r-1" }));
    expect(data).toEqual(RECORD);
    expect(error).toBeUndefined();
    expect(response.status).toBe(status);
    expect(response.headers.get("x-request-id")).toBe("r-1");
  },
);

test.each([
  400, 401, 402, 403, 404, 405, 408, 409, 410, 412, 413, 415, 418, 421, 422, 425, 429, 451, 460, 499, 500,
  501, 502, 503, 504, 520, 599,
])("createFetchClient: gives error and no data for a refusal with status %i", async (status) => {
  const { data, error, response } = await update(json({ detail: "no beam" }, status));
  expect(data).toBeUndefined();
  expect(error).toEqual({ detail: "no beam" });
  expect([response.status, response.ok]).toEqual([status, false]);
});

test.each<[string, BodyInit | null, unknown]>([
  ["no body", null, "status 409, with no body"],
  ["an empty body", "", "status 409, with no body"],
  ["null", "null", "status 409, with the body null"],
  ["false", "false", "status 409, with the body false"],
  ["0", "0", "status 409, with the body 0"],
  ["an empty text", '""', 'status 409, with the body ""'],
  ["a text", '"no beam"', "no beam"],
  ["a number", "7", 7],
  ["an empty list", "[]", []],
  ["an empty object", "{}", {}],
  ["text that is no JSON", "no beam", "no beam"],
  ["a page of HTML", "<html>", "<html>"],
  ["a text that reads as JSON", '"{}"', "{}"],
  ["a text that reads as a number", '"7"', "7"],
  ["a text that reads as nothing", '"null"', "null"],
  ["blanks", "  ", "  "],
  ["JSON that is cut", '{"detail": "no', '{"detail": "no'],
])("createFetchClient: never gives an empty error for a refusal with %s", async (_, body, error) => {
  const result = await update(new Response(body, { status: 409 }));
  expect(result.error).toEqual(error);
  expect(result.error).toBeTruthy();
  expect(result.data).toBeUndefined();
});

test.each<[string, string]>([
  ["plain text", "no beam"],
  ["a page of HTML", "<html>"],
  ["JSON", '{"detail":"no beam"}'],
])("createFetchClient: hands middleware a refusal with %s as it came", async (_, text) => {
  const client = createFetchClient({
    apiKey: API_KEY,
    fetch: scripted(new Response(text, { status: 409 })).fetch,
  });
  const seen: string[] = [];
  client.use({ onResponse: async ({ response }) => void seen.push(await response.clone().text()) });
  await client.PATCH("/data_entries/{data_id}", {
    params: { path: { data_id: DATA_ID } },
    body: { raw_name: "a" },
  });
  expect(seen).toEqual([text]);
});

test("createFetchClient: gives an error of 64 KiB for a refusal that is larger", async () => {
  const { error } = await update(new Response("x".repeat(200_000), { status: 500 }));
  expect(error).toBe("x".repeat(64 * 1024));
});

test.each<[string, Play, object]>([
  ["an empty 200", new Response(""), { code: "unreadable-reply", outcome: "applied" }],
  ["a 200 that is cut", new Response('{"data_id"'), { code: "unreadable-reply", outcome: "applied" }],
  ["a 204", new Response(null, { status: 204 }), { code: "unreadable-reply", outcome: "applied" }],
  [
    "a page of HTML",
    new Response("<html>", { headers: { "content-type": "text/html" } }),
    { code: "unreadable-reply", outcome: "unknown" },
  ],
  ["a 202", json({ status: "queued" }, 202), { code: "unreadable-reply", outcome: "unknown" }],
  [
    "another record",
    json({ data_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab", raw_name: "a" }),
    { code: "unreadable-reply", outcome: "unknown" },
  ],
  ["a 303", new Response(null, { status: 303 }), { code: "redirect-refused", outcome: "unknown" }],
  ["a 307", new Response(null, { status: 307 }), { code: "redirect-refused", outcome: "not-applied" }],
  [
    "a status of 600",
    () => ({ status: 600, headers: new Headers(), text: async () => "{}" }) as never,
    { code: "server-error", outcome: "unknown" },
  ],
  ["Response.error()", () => Response.error(), { code: "connection-failed", outcome: "unknown" }],
  ["a lost connection", new TypeError("fetch failed"), { code: "connection-failed", outcome: "unknown" }],
])("createFetchClient: rejects with an AtomscaleError for %s", async (_, play, failure) => {
  expect(await rejection(update(play))).toMatchObject({ name: "AtomscaleError", attempts: 1, ...failure });
});

const TEXT = `{ "data_id":\t"${DATA_ID}", "big": 12345678901234567890 }\n`;

test.each<[string, (data: unknown) => unknown]>([
  ["text", (data) => data],
  ["blob", (data) => (data as Blob).text()],
  ["arrayBuffer", (data) => new TextDecoder().decode(data as ArrayBuffer)],
  ["stream", (data) => new Response(data as ReadableStream).text()],
])("createFetchClient: hands out a success as it came when parseAs is %s", async (parseAs, read) => {
  const { data, response } = await update(new Response(TEXT), { parseAs });
  expect(await read(data)).toBe(TEXT);
  expect(response.status).toBe(200);
});

test("createFetchClient: hands out a success as a record when parseAs is json", async () => {
  expect((await update(json(RECORD), { parseAs: "json" })).data).toEqual(RECORD);
});

test("createFetchClient: gives the error of a refusal whatever parseAs says", async () => {
  const { error } = await update(json({ detail: "no beam" }, 409), { parseAs: "stream" });
  expect(error).toEqual({ detail: "no beam" });
});

test.each<[string, string, unknown]>([
  ["a number", "12", { detail: "key [API key]", a: expect.anything() }],
  ["true", "true", { detail: "key [API key]", a: expect.anything() }],
  ["a bracket", "{", { detail: "key [API key]", a: expect.anything() }],
])("createFetchClient: gives whole JSON when the key looks like %s", async (_, apiKey, error) => {
  const result = await update(json({ detail: `key ${apiKey}`, a: true }, 400), {}, { apiKey });
  expect(result.error).toMatchObject(error as object);
});

test("createFetchClient: keeps no header of the transfer, whose body it has read", async () => {
  const headers = {
    "content-encoding": "gzip",
    "content-length": "999",
    "transfer-encoding": "chunked",
    "x-odd": "1",
  };
  const reply = { status: 200, headers: new Headers(headers), text: async () => JSON.stringify(RECORD) };
  const { data, response } = await update(() => reply as never);
  expect(data).toEqual(RECORD);
  expect(Object.fromEntries(response.headers)).toMatchObject({ "x-odd": "1" });
  for (const name of ["content-encoding", "content-length", "transfer-encoding"])
    expect(response.headers.has(name)).toBe(false);
});
