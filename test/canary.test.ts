// A known key through every failure: nothing that the client gives, throws, tells or prints may hold it.
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClientOptions } from "../src/index.ts";
import { faultCases } from "./faults/cases.ts";
import { API_KEY, observe } from "./faults/drive.ts";
import { type FaultServer, startFaultServer } from "./faults/server.ts";
import { surround } from "./faults/surround.ts";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { findIn } from "./support/canary-search.ts";
import { makeClient } from "./support/make-client.ts";
import { DATA_ID, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { settled } from "./support/settled.ts";

const printed: unknown[][] = [];
let server: FaultServer;

beforeAll(async () => {
  server = await startFaultServer();
});

afterAll(() => server.close());

beforeEach(() => {
  printed.length = 0;
  vi.spyOn(Math, "random").mockReturnValue(0);
  const keep = (...values: unknown[]) => void printed.push(values);
  for (const name of ["log", "info", "warn", "error", "debug", "trace", "dir"] as const) {
    vi.spyOn(console, name).mockImplementation(keep);
  }
  vi.spyOn(process, "emitWarning").mockImplementation(keep as never);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Calls through one client and lists where anything that came of it holds the key. */
async function finds(maker: Maker, options: ClientOptions, text: string, init: object = {}) {
  const events: unknown[] = [];
  const all = { maxRetries: 1, onAttempt: (event: unknown) => void events.push(event), ...options };
  const ids = { data_id: DATA_ID, ...init };
  const call = callOperation(makeClient(maker, all), "updateDataEntry", ids, { raw_name: "a", ...init });
  const { value, error } = await settled(call);
  expect(error ?? (value as { error?: unknown }).error).toBeDefined();
  return [error ?? value, events, printed].flatMap((given) => findIn(given, text));
}

describe.each(makers)("%s", (maker) => {
  test.each(faultCases.map((faultCase) => [faultCase.when, faultCase] as const))(
    `${maker}: keeps the key to itself when %s`,
    async (_, faultCase) => {
      const given: unknown[] = [];
      const around = { ...surround(server), show: (value: unknown) => void given.push(value) };
      await observe(faultCase, "updateDataEntry", maker, around);
      expect(given.length).toBeGreaterThan(0);
      expect([...given, printed].flatMap((value) => findIn(value, API_KEY))).toEqual([]);
    },
  );

  const KEY = "canary-5f2c9e71";
  const holding = (fields: object) => Object.assign(new TypeError("fetch failed"), fields);
  const headers = { "X-API-KEY": KEY };

  test.each<[string, Play]>([
    ["in its message", new TypeError(`${KEY} is an invalid header value`)],
    ["in the message of its cause", new TypeError("x", { cause: new Error(`Headers.set: ${KEY}`) })],
    ["in a property", holding({ config: { headers } })],
    [
      "in its request",
      holding({ request: new Request("http://localhost", { headers }), headers: new Headers(headers) }),
    ],
    ["in a property of its cause", new TypeError("x", { cause: holding({ options: { headers } }) })],
    ["in its code", holding({ code: `E_${KEY}` })],
    ["in its name", holding({ name: KEY })],
    ["in its stack", holding({ stack: `TypeError\n  at ${KEY}` })],
    ["in a symbol property", holding({ [Symbol(KEY)]: KEY })],
    ["in a hidden property", Object.defineProperty(holding({}), "key", { value: KEY })],
    ["in a cause that is no error", new TypeError("x", { cause: { headers } })],
    ["in a cause that is text", new TypeError("x", { cause: `key ${KEY}` })],
    ["in one of several errors", new AggregateError([new Error(KEY)], "all failed")],
  ])(`${maker}: keeps the key to itself when fetch throws an error with it %s`, async (_, play) => {
    expect(await finds(maker, { apiKey: KEY, fetch: scripted(play).fetch }, KEY)).toEqual([]);
  });

  test.each<[string, () => never]>([
    [
      "text",
      () => {
        throw `key ${KEY}`;
      },
    ],
    [
      "an object",
      () => {
        throw { headers };
      },
    ],
    [
      "an object that says it",
      () => {
        throw { toString: () => KEY };
      },
    ],
  ])(`${maker}: keeps the key to itself when fetch throws %s with it`, async (_, play) => {
    expect(await finds(maker, { apiKey: KEY, fetch: scripted(play).fetch }, KEY)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["text", KEY, KEY],
    ["JSON", KEY, JSON.stringify({ detail: [{ loc: ["header", KEY], msg: `no ${KEY}` }], [KEY]: KEY })],
    ["text beyond what an error holds", KEY, "x".repeat(64 * 1024 - 5) + KEY],
    ["JSON that has to escape it", 'ca"n\\a-5f2c', JSON.stringify({ detail: 'no ca"n\\a-5f2c' })],
    ["JSON that escapes slashes", "can/ary-5f2c", '{"detail": "no can\\/ary-5f2c"}'],
    ["JSON that escapes what HTML would read", "can<ary-5f2c", '{"detail": "no can\\u003cary-5f2c"}'],
  ])(`${maker}: keeps the key to itself when the service repeats it in %s`, async (_, key, body) => {
    const play = () => new Response(body, { status: 400, headers: { "x-echo": `key=${key}` } });
    expect(await finds(maker, { apiKey: key, fetch: scripted(play).fetch }, key)).toEqual([]);
  });

  test(`${maker}: keeps an earlier key to itself when the key function then fails with it`, async () => {
    const keys = [KEY];
    const apiKey = async () => {
      const key = keys.shift();
      if (key === undefined) throw new Error(`the key ${KEY} has expired`);
      return key;
    };
    const { fetch } = scripted(json({}, 503));
    expect(await finds(maker, { apiKey, fetch }, KEY)).toEqual([]);
  });

  test(`${maker}: keeps every key to itself when keys rotate`, async () => {
    const keys = [`${KEY}-1`, `${KEY}-2`];
    const apiKey = () => keys.shift() as string;
    const { fetch } = scripted(json({}, 503), json({ detail: `neither ${KEY}-1 nor ${KEY}-2` }, 403));
    expect(await finds(maker, { apiKey, fetch }, KEY)).toEqual([]);
  });

  test.each<[string, ClientOptions]>([
    ["the key has a line end", { apiKey: `${KEY}\n` }],
    ["the key has a line break inside", { apiKey: `x\r\n${KEY}` }],
    ["the key is not ASCII", { apiKey: `${KEY}ö` }],
    ["the key is in an object", { apiKey: { key: KEY } as never }],
    ["the key function gives a bad key", { apiKey: () => `${KEY}\n` }],
    ["the key function gives an object", { apiKey: () => ({ key: KEY }) as never }],
    ["the key is a header", { apiKey: KEY, headers }],
    ["the key is in a bad header", { apiKey: KEY, headers: { "x-other": `${KEY}\r\nx` } }],
    ["the key is the user of the base URL", { apiKey: KEY, baseUrl: `https://${KEY}:x@a.example` }],
    ["the key is in the query of the base URL", { apiKey: KEY, baseUrl: `https://a.example/?key=${KEY}` }],
    ["the key is the base URL", { apiKey: "x", baseUrl: KEY }],
    ["a limit is wrong", { apiKey: KEY, timeoutMs: 0 }],
    ["an option is unknown", { apiKey: KEY, apikey: KEY } as ClientOptions],
  ])(`${maker}: keeps the key to itself when %s`, async (_, options) => {
    expect(await finds(maker, { fetch: scripted().fetch, ...options }, KEY)).toEqual([]);
  });

  test(`${maker}: keeps the key to itself when the variable that holds it is bad`, async () => {
    vi.stubEnv("ATOMSCALE_API_KEY", `${KEY}\n`);
    expect(await finds(maker, { fetch: scripted().fetch }, KEY)).toEqual([]);
  });

  test(`${maker}: keeps the key to itself when an id or a value is refused`, async () => {
    const init = { data_id: "..", raw_name: Number.NaN };
    expect(await finds(maker, { apiKey: KEY, fetch: scripted().fetch }, KEY, init)).toEqual([]);
  });

  test(`${maker}: keeps the key to itself when it is printed`, async () => {
    const { fetch } = scripted(json({ id: "7" }));
    const client = makeClient(maker, { apiKey: KEY, fetch });
    expect(findIn(client, KEY)).toEqual([]);
    expect(inspect(client)).not.toContain(KEY);
  });
});

test.each<[string, unknown]>([
  ["a message", new Error("has canary in it")],
  ["a deep cause", new Error("x", { cause: new Error("y", { cause: { a: [{ b: "canary" }] } }) })],
  ["a hidden property", Object.defineProperty(new Error("x"), "key", { value: "canary" })],
  ["a symbol property", { [Symbol("x")]: "canary" }],
  ["a key of an object", { a: { canary: 1 } }],
  ["headers", Object.defineProperty(new Error("x"), "headers", { value: new Headers({ a: "canary" }) })],
  ["a stack", Object.assign(new Error("x"), { stack: "at canary" })],
  ["a getter", Object.defineProperty({}, "key", { get: () => "canary" })],
  ["what JSON is made of", { toJSON: () => ({ key: "canary" }) }],
  [
    "a private place of a class",
    new (class {
      toString() {
        return "canary";
      }
    })(),
  ],
])("findIn: finds a key that is planted in %s", (_, given) => {
  expect(findIn(given, "canary")).not.toEqual([]);
});
