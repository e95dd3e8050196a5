// What the options and the environment decide, and how those that cannot be used are refused at the first call.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CallOptions, type ClientOptions, createClient, createFetchClient } from "../src/index.ts";
import { badOptions } from "./support/refused-options.ts";
import { API_KEY, DATA_ID, json, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const VARIABLES = ["ATOMSCALE_API_KEY", "AS_API_KEY", "ATOMSCALE_API_ENDPOINT", "AS_API_ENDPOINT"];

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const update = (options: ClientOptions, callOptions?: CallOptions) =>
  createClient(options).updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" }, callOptions);

const patch = (options: ClientOptions, init: object = {}) =>
  createFetchClient(options).PATCH("/data_entries/{data_id}", {
    params: { path: { data_id: DATA_ID } },
    body: { raw_name: "a" },
    ...init,
  });

test.each(badOptions)("createClient: rejects the first call when given %s", async (_, bad, says) => {
  const { fetch, asked } = scripted();
  const error = await rejection(update({ apiKey: API_KEY, fetch, ...bad } as ClientOptions));
  expect(error).toMatchObject({ name: "AtomscaleError", code: "invalid-config", outcome: "not-applied" });
  expect(error).toMatchObject({ operationId: "updateDataEntry", attempts: 0 });
  expect(error.message).toMatch(says);
  expect(error.message).not.toMatch(/sec.{0,2}ret|123456789|hush/s);
  expect(asked).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ["a misspelt option", { timeout: 1 }, /option timeout is unknown; did you mean timeoutMs\?/],
  ["an option of the client", { apiKey: "sec-ret" }, /option apiKey is unknown/],
  ["a signal that is none", { signal: {} }, /option signal must be an AbortSignal/],
  ["a signal of null", { signal: null }, /option signal must be an AbortSignal/],
  ["a timeoutMs of 0", { timeoutMs: 0 }, /timeoutMs must be a positive/],
  ["a maxRetries of -1", { maxRetries: -1 }, /maxRetries must be a/],
  ["the key as a header", { headers: { "x-api-key": "sec-ret" } }, /option headers .*no X-API-KEY/],
])("updateDataEntry: rejects when called with %s", async (_, callOptions, says) => {
  const { fetch, asked } = scripted();
  const error = await rejection(update({ apiKey: API_KEY, fetch }, callOptions as CallOptions));
  expect(error).toMatchObject({ code: "invalid-config", outcome: "not-applied", attempts: 0 });
  expect(error.message).toMatch(says);
  expect(error.message).not.toContain("sec-ret");
  expect(asked).toEqual([]);
});

test("createClient: rejects the first call when no key is given, and says where keys are made", async () => {
  const { fetch, asked } = scripted();
  const error = await rejection(update({ fetch }));
  expect(error).toMatchObject({ code: "invalid-config", outcome: "not-applied", attempts: 0 });
  expect(error.message).toMatch(/ATOMSCALE_API_KEY.*AS_API_KEY.*https:\/\/app\.atomscale\.ai/);
  expect(asked).toEqual([]);
});

test("createClient: names the variable when its key cannot be used, without its value", async () => {
  vi.stubEnv("AS_API_KEY", "sec\nret");
  const error = await rejection(update({ fetch: scripted().fetch }));
  expect(error.message).toMatch(/environment variable AS_API_KEY/);
  expect(error.message).not.toMatch(/sec|ret\b/);
});

test("createClient: names the variable when its endpoint cannot be used", async () => {
  vi.stubEnv("ATOMSCALE_API_ENDPOINT", "http://api.example.org");
  const error = await rejection(update({ apiKey: API_KEY, fetch: scripted().fetch }));
  expect(error.message).toMatch(/environment variable ATOMSCALE_API_ENDPOINT/);
});

const makers: [string, (options: ClientOptions) => Promise<unknown>][] = [
  ["createClient", (options) => update(options)],
  ["createFetchClient", (options) => patch(options)],
];

test.each(makers)("%s: takes the option before ATOMSCALE_API_KEY before AS_API_KEY", async (_, call) => {
  const { fetch, asked } = scripted();
  const keys = () => asked.map(({ init }) => init.headers["x-api-key"]);
  vi.stubEnv("AS_API_KEY", "third");
  await call({ fetch });
  vi.stubEnv("ATOMSCALE_API_KEY", "second");
  await call({ fetch });
  await call({ fetch, apiKey: "first" });
  expect(keys()).toEqual(["third", "second", "first"]);
});

test.each(makers)(
  "%s: takes the option before each endpoint variable before the description",
  async (_, call) => {
    const { fetch, asked } = scripted();
    await call({ fetch, apiKey: API_KEY });
    vi.stubEnv("AS_API_ENDPOINT", "https://third.example");
    await call({ fetch, apiKey: API_KEY });
    vi.stubEnv("ATOMSCALE_API_ENDPOINT", "https://second.example");
    await call({ fetch, apiKey: API_KEY });
    await call({ fetch, apiKey: API_KEY, baseUrl: "https://first.example" });
    const origins = asked.map(({ url }) => new URL(url).origin);
    expect(origins).toEqual([
      "https://api.atomscale.ai",
      "https://third.example",
      "https://second.example",
      "https://first.example",
    ]);
  },
);

test.each(makers)("%s: passes over a variable that is empty", async (_, call) => {
  const { fetch, asked } = scripted();
  vi.stubEnv("ATOMSCALE_API_KEY", "");
  vi.stubEnv("AS_API_KEY", "second");
  await call({ fetch });
  expect(asked[0]?.init.headers["x-api-key"]).toBe("second");
});

test("createClient: takes a key of one character", async () => {
  const { fetch, asked } = scripted();
  await update({ fetch, apiKey: "k" });
  expect(asked[0]?.init.headers["x-api-key"]).toBe("k");
});

test("createClient: reads the environment at the first call", async () => {
  const { fetch, asked } = scripted();
  const client = createClient({ fetch });
  vi.stubEnv("ATOMSCALE_API_KEY", "late");
  await client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
  vi.stubEnv("ATOMSCALE_API_KEY", "too-late");
  await client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
  expect(asked.map(({ init }) => init.headers["x-api-key"])).toEqual(["late", "late"]);
});

test("createClient: can be called again when the key was missing at the first call", async () => {
  const { fetch } = scripted(json({ id: "7" }));
  const client = createClient({ fetch });
  const call = () => client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
  await rejection(call());
  vi.stubEnv("AS_API_KEY", "late");
  expect(await call()).toEqual({ id: "7" });
});

test.each([
  ["http://localhost:8080", "http://localhost:8080"],
  ["http://api.localhost", "http://api.localhost"],
  ["http://127.0.0.1", "http://127.0.0.1"],
  ["http://127.8.9.1:1/", "http://127.8.9.1:1"],
  ["http://[::1]:80", "http://[::1]"],
  ["https://a.example/v1/", "https://a.example/v1"],
  ["https://a.example/v1///", "https://a.example/v1"],
])("createClient: takes the base URL %s", async (baseUrl, prefix) => {
  const { fetch, asked } = scripted();
  await update({ apiKey: API_KEY, fetch, baseUrl });
  expect(asked[0]?.url).toBe(`${prefix}/data_entries/${DATA_ID}`);
});

test.each(makers)("%s: calls fetch with a URL and a plain init", async (_, call) => {
  const { fetch, asked } = scripted();
  await call({ apiKey: API_KEY, fetch });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe(`https://api.atomscale.ai/data_entries/${DATA_ID}`);
  expect(asked[0]?.init).toEqual({
    method: "PATCH",
    headers: { "content-type": "application/json", "x-api-key": API_KEY },
    body: '{"raw_name":"a"}',
    redirect: "manual",
    signal: expect.any(AbortSignal),
  });
});

test.each(makers)("%s: looks the global fetch up at each call", async (_, call) => {
  const { fetch, asked } = scripted();
  const options = { apiKey: API_KEY };
  vi.stubGlobal("fetch", fetch);
  await call(options);
  expect(asked).toHaveLength(1);
});

test("createClient: looks the global fetch up when the client is older", async () => {
  const client = createClient({ apiKey: API_KEY });
  const { fetch, asked } = scripted();
  vi.stubGlobal("fetch", fetch);
  await client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
  expect(asked).toHaveLength(1);
});

test("updateDataEntry: adds the headers of the client, and over them those of the call", async () => {
  const { fetch, asked } = scripted();
  const headers = { "X-Run": "1", "X-Who": "client" };
  await update({ apiKey: API_KEY, fetch, headers }, { headers: new Headers({ "x-who": "call" }) });
  expect(asked[0]?.init.headers).toEqual({
    "content-type": "application/json",
    "x-run": "1",
    "x-who": "call",
    "x-api-key": API_KEY,
  });
});

test("createClient: leaves the signal of a request that succeeded alone", async () => {
  const { fetch, asked } = scripted();
  await update({ apiKey: API_KEY, fetch });
  expect(asked[0]?.init.signal.aborted).toBe(false);
});

test.each(['\uFEFF{"raw_name":"a"}', '{"raw_name":"a\uFEFF"}'])(
  "createClient: takes off a byte order mark that fetch has left, and only there: %j",
  async (text) => {
    const reply = { status: 200, headers: new Headers(), text: async () => text };
    const record = await update({ apiKey: API_KEY, fetch: async () => reply });
    expect(record).toEqual(JSON.parse(text.replace(/^\uFEFF/, "")));
  },
);
