// The key in every form in which it may come back, whole or cut: it shows nowhere.
import { afterEach, expect, test, vi } from "vitest";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { findIn } from "./support/canary-search.ts";
import { makeClient } from "./support/make-client.ts";
import { DATA_ID, ids, json, scripted } from "./support/scripted-fetch.ts";
import { settled } from "./support/settled.ts";

const KEY = 'as/Live_9f8E7d+6C"5b\\4A<39=';
// What a text that ends within the key would show of it.
const CUT = KEY.slice(0, 12);
// A JSON pointer escapes slashes.
const POINTER = CUT.replaceAll("/", "~1");

afterEach(() => {
  vi.restoreAllMocks();
});

const escapeSign = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Forms in which servers, proxies and logs repeat a text. */
const FORMS: readonly [string, (key: string) => string][] = [
  ["as it is", (key) => key],
  ["in lower case", (key) => key.toLowerCase()],
  ["in upper case", (key) => key.toUpperCase()],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded in lower case", (key) => encodeURIComponent(key).toLowerCase()],
  ["escaped as in JSON", (key) => JSON.stringify(key).slice(1, -1)],
  ["escaped as HTML-safe JSON", (key) => key.replace(/[<>&+='"\\/]/g, escapeSign)],
];

/** Places in which a text may reach the client. */
const PLACES: readonly [string, (text: string) => object][] = [
  ["the body", (text) => replying(text)],
  ["detail", (text) => replying(JSON.stringify({ detail: `no ${text}` }))],
  ["the message of detail", (text) => replying(JSON.stringify({ detail: { message: text } }))],
  [
    "the fault of a field",
    (text) => replying(JSON.stringify({ detail: [{ loc: ["body", text], msg: `no ${text}` }] })),
  ],
  ["a name in the body", (text) => replying(JSON.stringify({ detail: { [text]: [{ [text]: 1 }] } }))],
  ["the value of a header", (text) => replying("{}", { "x-echo": `a=${text}` })],
  ["the name of a header", (text) => replying("{}", { [text]: "1" })],
  ["Location", (text) => replying("", { location: `https://${text}.example/` }, 302)],
  ["a success that is no record", (text) => replying(JSON.stringify([text]), {}, 200)],
  ["the message of an error", (text) => failing(new Error(`Headers.set: ${text}`))],
  [
    "the name and code of an error",
    (text) => failing(Object.assign(new Error("x"), { name: text, code: text })),
  ],
  ["a cause", (text) => failing(new TypeError("x", { cause: new Error(text) }))],
  ["the stack of an error", (text) => failing(Object.assign(new Error("x"), { stack: `at ${text}` }))],
  ["a text that fetch rejects with", (text) => failing(text)],
];

function failing(reason: unknown): object {
  return { fetch: () => Promise.reject(reason) };
}

function replying(body: string, headers: Record<string, string> = {}, status = 400): object {
  const reply = {
    status,
    headers: {
      get: (name: string) => headers[name] ?? null,
      forEach: (visit: (value: string, name: string) => void) => {
        for (const [name, value] of Object.entries(headers)) visit(value, name);
      },
    },
    text: async () => body,
  };
  return { fetch: async () => reply };
}

/** Calls once and gives all that a program can come to see of it. */
async function shown(
  maker: Maker,
  options: object,
  path: unknown = ids,
  patch: unknown = { raw_name: "a" },
  callOptions?: object,
) {
  const events: unknown[] = [];
  const onAttempt = (event: unknown) => events.push(event);
  const client = makeClient(maker, { apiKey: KEY, maxRetries: 0, onAttempt, ...options });
  const { value, error } = await settled(
    callOperation(client, "updateDataEntry", path as object, patch, callOptions),
  );
  const failure = error ?? (value as { error?: unknown }).error;
  expect(failure).toBeDefined();
  const all = [error ?? value, events];
  // Where it is a Response, its body holds what openapi-fetch has read already.
  return { failure, find: (text: string) => all.flatMap((given) => findIn(given, text)) };
}

for (const maker of makers) {
  for (const [form, make] of FORMS) {
    test.each(PLACES)(`${maker}: shows no key that comes ${form} in %s`, async (_, options) => {
      const { find } = await shown(maker, options(make(KEY)));
      for (const [, each] of FORMS) expect(find(each(KEY))).toEqual([]);
      expect(find(make(CUT))).toEqual([]);
    });
  }

  test.each([150, 190, 199, 64 * 1024 - 14, 9_990])(
    `${maker}: shows no key that is cut after %i signs`,
    async (length) => {
      for (const [, options] of PLACES) {
        const { find } = await shown(maker, options("x".repeat(length) + KEY));
        expect(find(CUT)).toEqual([]);
      }
    },
  );

  test.each([KEY, `no ${KEY.slice(0, -1)}`, KEY.slice(0, 8)])(
    `${maker}: shows no key when the body ends in %j`,
    async (body) => {
      const { find } = await shown(maker, replying(body));
      expect(find(KEY.slice(0, 8))).toEqual([]);
    },
  );

  test(`${maker}: shows no key of letters alone that is given by mistake as the name of a field`, async () => {
    const apiKey = "aslive9f8e7d6c5b4a";
    const patch = { raw_name: "a", [apiKey]: Number.NaN };
    const { find } = await shown(maker, { apiKey }, { data_id: DATA_ID }, patch);
    expect(find(apiKey.slice(0, 8))).toEqual([]);
  });

  test.each<[string, unknown, unknown, object?]>([
    ["the id", { data_id: KEY }, { raw_name: "a" }],
    ["the name of an id", { [KEY]: "a" }, { raw_name: "a" }],
    ["the name of a field", { data_id: DATA_ID }, { raw_name: undefined, [KEY]: Number.NaN }],
    ["the value of a field", { data_id: DATA_ID }, { raw_name: { [KEY]: KEY } }],
    [
      "a name at depth",
      { data_id: DATA_ID },
      { raw_name: "a", x: { [`${"x".repeat(980)}${KEY}`]: Number.NaN } },
    ],
    ["a header", { data_id: DATA_ID }, { raw_name: "a" }, { headers: { "X-API-KEY": KEY } }],
    [
      "the value of a header that cannot travel",
      { data_id: DATA_ID },
      { raw_name: "a" },
      { headers: { a: `${KEY}\n\0` } },
    ],
    ["a limit", { data_id: DATA_ID }, { raw_name: "a" }, { timeoutMs: KEY }],
  ])(`${maker}: shows no key that is given by mistake as %s`, async (_, path, patch, callOptions) => {
    const { failure, find } = await shown(maker, {}, path, patch, callOptions);
    expect(failure).toMatchObject({ name: "AtomscaleError", outcome: "not-applied", attempts: 0 });
    for (const text of [KEY, CUT, JSON.stringify(KEY).slice(1, -1), POINTER]) expect(find(text)).toEqual([]);
  });

  test.each<[string, object]>([
    ["the name of an option", { [KEY]: 1 }],
    ["baseUrl", { baseUrl: KEY }],
    ["fetch", { fetch: KEY }],
    ["a limit", { timeoutMs: KEY }],
    ["the number of retries", { maxRetries: KEY }],
    ["headers", { headers: KEY }],
    ["the name of a header", { headers: { [KEY]: "1" } }],
  ])(`${maker}: shows no key that is given by mistake as %s of the client`, async (_, options) => {
    const { failure, find } = await shown(maker, options);
    expect(failure).toMatchObject({ code: "invalid-config", outcome: "not-applied" });
    for (const text of [KEY, CUT, JSON.stringify(KEY).slice(1, -1), POINTER]) expect(find(text)).toEqual([]);
  });

  test.each([
    ["one that the next begins with", ["team", "team-SECRET"]],
    ["one that begins with the next", ["team-SECRET", "team"]],
    ["one that holds the next", ["a-team-SECRET", "team"]],
    ["one of the same length", ["team-1-SECRET", "team-2-SECRET"]],
  ])(`${maker}: shows no key when keys rotate and the first is %s`, async (_, keys) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const left = [...keys];
    const fetch = scripted(json({}, 503, { "retry-after": "0" }), () =>
      json({ detail: `keys ${keys.join(" and ")}` }, 403),
    ).fetch;
    const { failure, find } = await shown(maker, { fetch, apiKey: () => left.shift() ?? "", maxRetries: 1 });
    expect(failure).toBeDefined();
    for (const text of ["SECRET", "team"]) expect(find(text)).toEqual([]);
  });

  test.each(["e", "k", "an", "API", "key", "[", "]"])(
    `${maker}: blanks a message once when the key is %j`,
    async (apiKey) => {
      const results = [
        await shown(maker, {
          apiKey,
          ...replying(JSON.stringify({ detail: `no ${apiKey} here` }), { "x-a": apiKey }),
        }),
        await shown(maker, { apiKey, timeoutMs: 0 }),
        await shown(maker, { apiKey }, { data_id: apiKey }),
      ];
      for (const { failure } of results) {
        const text = JSON.stringify(failure).replaceAll("[API key]", "");
        expect(text).not.toMatch(/\[A?P?I?\[|\[API|API key/);
      }
    },
  );
}

test("createClient: shows an id that the key happens to be a part of only without it", async () => {
  const { failure } = await shown("createClient", {
    apiKey: DATA_ID.slice(0, 8),
    ...replying("{}", {}, 404),
  });
  expect((failure as Error).message).toContain(`data_id [API key]${DATA_ID.slice(8)} `);
});
