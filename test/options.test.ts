// What the options and the environment decide, and how those that cannot be used are refused at the first call.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient } from "../src/index.ts";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { makeClient } from "./support/make-client.ts";
import { badOptions } from "./support/refused-options.ts";
import { API_KEY, DATA_ID, ids, json, scripted } from "./support/scripted-fetch.ts";
import { rejection, settled } from "./support/settled.ts";

const VARIABLES = ["ATOMSCALE_API_KEY", "AS_API_KEY", "ATOMSCALE_API_ENDPOINT", "AS_API_ENDPOINT"];

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Calls once with options as they are, so that getters and inherited ones stay what they are. */
function call(maker: Maker, options: unknown, callOptions?: unknown): Promise<unknown> {
  const client = makeClient(maker, options as object);
  return callOperation(client, "updateDataEntry", ids, { raw_name: "a" }, callOptions as object);
}

/** Lays options over those of a call that succeeds, without reading them. */
function over(base: object, options: object): object {
  return Object.defineProperties({ ...base }, Object.getOwnPropertyDescriptors(options));
}

const NOT_SENT = {
  name: "AtomscaleError",
  code: "invalid-config",
  outcome: "not-applied",
  operationId: "updateDataEntry",
  attempts: 0,
};

for (const maker of makers) {
  test.each(badOptions)(`${maker}: rejects the first call when given %s`, async (_, bad, says) => {
    const { fetch, asked } = scripted();
    const error = await rejection(call(maker, over({ apiKey: API_KEY, fetch }, bad)));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toMatch(says);
    expect(error.message).not.toMatch(/sec.{0,2}ret|123456789|hush/s);
    expect(asked).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ["an option of the client", { apiKey: "sec-ret" }, /option apiKey is unknown/],
    ["a signal that is none", { signal: {} }, /option signal must be an AbortSignal, not Object/],
    ["a signal without a method", { signal: { aborted: false } }, /option signal must be an AbortSignal/],
    ["an EventTarget as signal", { signal: new EventTarget() }, /option signal must be an AbortSignal/],
    ["a signal of null", { signal: null }, /option signal must be an AbortSignal, not null/],
    ["a timeoutMs of 0", { timeoutMs: 0 }, /timeoutMs must be a positive/],
    ["a maxRetries of -1", { maxRetries: -1 }, /maxRetries must be a/],
    [
      "the key as a header",
      { headers: { "x-api-key": "sec-ret" } },
      /option headers must not hold X-API-KEY/,
    ],
  ])(`${maker}: rejects a call with %s`, async (_, callOptions, says) => {
    if (maker === "createFetchClient" && "apiKey" in (callOptions as object)) return;
    const { fetch, asked } = scripted();
    const error = await rejection(call(maker, { apiKey: API_KEY, fetch }, callOptions));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain("sec-ret");
    expect(asked).toEqual([]);
  });

  test.each<[unknown, string]>([
    [null, "null"],
    [7, "7"],
    ["key", '"key"'],
    [() => {}, "Function"],
    [true, "true"],
    [new Map(), "Map"],
  ])(`${maker}: rejects the first call when the options are %s`, async (bad, words) => {
    const error = await rejection(call(maker, bad));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toContain(`: the options are ${words}, not an object with options. `);
  });

  test(`${maker}: rejects the first call when the options cannot be read`, async () => {
    const ownKeys = () => {
      throw new Error("x");
    };
    const error = await rejection(call(maker, new Proxy({}, { ownKeys })));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toContain(": the options cannot be read. ");
  });

  test(`${maker}: takes options of a class that names itself`, async () => {
    const { fetch, asked } = scripted();
    class Options {
      apiKey = API_KEY;
      fetch = fetch;
      get [Symbol.toStringTag]() {
        return "Options";
      }
    }
    await call(maker, new Options());
    expect(asked).toHaveLength(1);
  });

  test(`${maker}: takes an option that is undefined for one that is not given`, async () => {
    const { fetch, asked } = scripted(json({}, 503));
    const none = { headers: undefined, timeoutMs: undefined, totalTimeoutMs: undefined };
    const client = {
      ...none,
      apiKey: API_KEY,
      fetch,
      baseUrl: undefined,
      onAttempt: undefined,
      maxRetries: 1,
    };
    await settled(call(maker, client, { ...none, signal: undefined, maxRetries: undefined }));
    expect(asked).toHaveLength(2);
  });

  test(`${maker}: names a fault of the client's options before one of the call's`, async () => {
    const { message } = await rejection(call(maker, { apiKey: "" }, { timeoutMs: 0 }));
    expect(message).toContain("the API key from the option apiKey is empty");
  });

  test(`${maker}: shows no key of the environment that stands among wrong options`, async () => {
    vi.stubEnv("AS_API_KEY", "as-canary-key");
    const { message } = await rejection(call(maker, { "as-canary-key": 1 }));
    expect(message).toContain("the option [API key] is unknown");
  });

  test(`${maker}: names every option that cannot be used in one error`, async () => {
    const { message } = await rejection(
      call(maker, { apiKey: API_KEY, timeoutMs: 0, maxRetries: -1, typo: 1 }),
    );
    expect(message).toMatch(
      /option timeoutMs must .*; the option maxRetries must .*; the option typo is unknown/,
    );
  });

  test(`${maker}: takes no option that is inherited`, async () => {
    const { fetch, asked } = scripted();
    vi.stubGlobal("fetch", fetch);
    const options = Object.create({ apiKey: "inherited", timeoutMs: 0, headers: { "x-run": "1" } });
    Object.assign(options, { apiKey: API_KEY });
    await call(maker, options);
    expect(asked[0]?.init.headers).toEqual({ "content-type": "application/json", "x-api-key": API_KEY });
  });

  test(`${maker}: rejects the first call when no key is given, and says where keys are made`, async () => {
    const { fetch, asked } = scripted();
    const error = await rejection(call(maker, { fetch }));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toMatch(/ATOMSCALE_API_KEY.*https:\/\/app\.atomscale\.ai/);
    expect(asked).toEqual([]);
  });

  test(`${maker}: names the variable when its key cannot be used, without its value`, async () => {
    vi.stubEnv("AS_API_KEY", "sec\nret");
    const error = await rejection(call(maker, { fetch: scripted().fetch }));
    expect(error.message).toMatch(/environment variable AS_API_KEY/);
    expect(error.message).not.toMatch(/sec|ret\b/);
  });

  test(`${maker}: names the variable when its endpoint cannot be used`, async () => {
    vi.stubEnv("ATOMSCALE_API_ENDPOINT", "http://api.example.org");
    const error = await rejection(call(maker, { apiKey: API_KEY, fetch: scripted().fetch }));
    expect(error.message).toMatch(/environment variable ATOMSCALE_API_ENDPOINT/);
  });

  test(`${maker}: takes the option before ATOMSCALE_API_KEY before AS_API_KEY`, async () => {
    const { fetch, asked } = scripted();
    vi.stubEnv("AS_API_KEY", "third");
    await call(maker, { fetch });
    vi.stubEnv("ATOMSCALE_API_KEY", "second");
    await call(maker, { fetch });
    await call(maker, { fetch, apiKey: "first" });
    expect(asked.map(({ init }) => init.headers["x-api-key"])).toEqual(["third", "second", "first"]);
  });

  test(`${maker}: takes the option before each endpoint variable before the description`, async () => {
    const { fetch, asked } = scripted();
    await call(maker, { fetch, apiKey: API_KEY });
    vi.stubEnv("AS_API_ENDPOINT", "https://third.example");
    await call(maker, { fetch, apiKey: API_KEY });
    vi.stubEnv("ATOMSCALE_API_ENDPOINT", "https://second.example");
    await call(maker, { fetch, apiKey: API_KEY });
    await call(maker, { fetch, apiKey: API_KEY, baseUrl: "https://first.example" });
    expect(asked.map(({ url }) => new URL(url).origin)).toEqual([
      "https://api.atomscale.ai",
      "https://third.example",
      "https://second.example",
      "https://first.example",
    ]);
  });

  test(`${maker}: passes over a variable that is empty`, async () => {
    const { fetch, asked } = scripted();
    vi.stubEnv("ATOMSCALE_API_KEY", "");
    vi.stubEnv("AS_API_KEY", "second");
    await call(maker, { fetch });
    expect(asked[0]?.init.headers["x-api-key"]).toBe("second");
  });

  test.each(["k", "as live key", "no bearer key", `a"b"`, `"a"b`])(
    `${maker}: takes the key %j`,
    async (apiKey) => {
      const { fetch, asked } = scripted();
      await call(maker, { fetch, apiKey });
      expect(asked[0]?.init.headers["x-api-key"]).toBe(apiKey);
    },
  );

  test(`${maker}: takes a key of 8,192 characters, and none that is longer`, async () => {
    const { fetch, asked } = scripted();
    await call(maker, { fetch, apiKey: "k".repeat(8_192) });
    const { message } = await rejection(call(maker, { fetch, apiKey: "k".repeat(8_193) }));
    expect(message).toContain("is longer than 8192 characters");
    expect(asked).toHaveLength(1);
  });

  test(`${maker}: takes a function that has a property "then" for a function`, async () => {
    const { fetch, asked } = scripted();
    // biome-ignore lint/suspicious/noThenProperty: it is what the test is about.
    await call(maker, { apiKey: API_KEY, fetch: Object.assign(fetch, { then: () => {} }) });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://127.0.0.1", "http://127.0.0.1"],
    ["http://127.8.9.1:1/", "http://127.8.9.1:1"],
    ["http://[::1]:80", "http://[::1]"],
    ["https://a.example/v1/", "https://a.example/v1"],
    ["https://a.example/v1///", "https://a.example/v1"],
    ["HTTPS://A.example", "https://a.example"],
  ])(`${maker}: takes the base URL %s`, async (baseUrl, prefix) => {
    const { fetch, asked } = scripted();
    await call(maker, { apiKey: API_KEY, fetch, baseUrl });
    expect(asked[0]?.url).toBe(`${prefix}/data_entries/${DATA_ID}`);
  });

  test(`${maker}: calls fetch with a URL and a plain init`, async () => {
    const { fetch, asked } = scripted();
    await call(maker, { apiKey: API_KEY, fetch });
    expect(asked).toEqual([
      {
        url: `https://api.atomscale.ai/data_entries/${DATA_ID}`,
        init: {
          method: "PATCH",
          headers: { "content-type": "application/json", "x-api-key": API_KEY },
          body: '{"raw_name":"a"}',
          redirect: "manual",
          signal: expect.any(AbortSignal),
        },
      },
    ]);
  });

  test(`${maker}: looks the global fetch up at each call`, async () => {
    const client = makeClient(maker, { apiKey: API_KEY });
    for (let round = 0; round < 2; round++) {
      const { fetch, asked } = scripted();
      vi.stubGlobal("fetch", fetch);
      await callOperation(client, "updateDataEntry", ids, { raw_name: "a" });
      expect(asked).toHaveLength(1);
    }
  });

  test(`${maker}: leaves the signal of a request that succeeded alone`, async () => {
    const { fetch, asked } = scripted();
    await call(maker, { apiKey: API_KEY, fetch });
    expect(asked[0]?.init.signal.aborted).toBe(false);
  });
}

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
  const client = createClient({ fetch: scripted().fetch });
  const update = () => client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
  await rejection(update());
  vi.stubEnv("AS_API_KEY", "late");
  expect(await update()).toMatchObject({ data_id: DATA_ID });
});
