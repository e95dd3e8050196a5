// createFetchClient over a scripted fetch: what openapi-fetch lets a caller do beside the methods.
import { afterEach, expect, test, vi } from "vitest";
import { type AttemptEvent, createFetchClient } from "../src/index.ts";
import { callOnce } from "./support/make-client.ts";
import { API_KEY, DATA_ID, json, record, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

interface Exchange {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
type Send = (path: string, init?: unknown) => Promise<Exchange>;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function start(...plays: Parameters<typeof scripted>) {
  const { fetch, asked } = scripted(...plays);
  const client = createFetchClient({ apiKey: API_KEY, fetch, maxRetries: 0 });
  return { client, asked, patch: client.PATCH as unknown as Send, put: client.PUT as unknown as Send };
}

const PATH = "/data_entries/{data_id}";
const entry = { params: { path: { data_id: DATA_ID } }, body: { raw_name: "a" } };
const NOT_SENT = { name: "AtomscaleError", outcome: "not-applied", attempts: 0 };

test("createFetchClient: takes a base URL per call", async () => {
  const { patch, asked } = start();
  await patch(PATH, { ...entry, baseUrl: "https://other.example/v1/" });
  expect(asked[0]?.url).toBe(`https://other.example/v1/data_entries/${DATA_ID}`);
});

test("createFetchClient: refuses a base URL per call that would send the key in the open", async () => {
  const { patch, asked } = start();
  const error = await rejection(patch(PATH, { ...entry, baseUrl: "http://other.example" }));
  expect(error).toMatchObject({ ...NOT_SENT, code: "invalid-config", operationId: "updateDataEntry" });
  expect(error.message).toContain("the base URL from the call option baseUrl must begin with https://");
  expect(asked).toEqual([]);
});

test.each([
  ["PUT", PATH],
  ["PATCH", "/data_entries"],
  ["PATCH", "/target-materials/layers"],
  ["PATCH", "toString"],
])("createFetchClient: names method and path when no operation has %s %s", async (method, path) => {
  const { client, asked } = start();
  const send = (client as unknown as Record<string, Send>)[method] as Send;
  const error = await rejection(send(path, entry));
  expect(error).toMatchObject({ ...NOT_SENT, code: "invalid-config", operationId: `${method} ${path}` });
  expect(error.message).toBe(
    `${method} ${path} was not sent: the description has no such operation. Nothing was changed.`,
  );
  expect(asked).toEqual([]);
});

test("createFetchClient: sends the same through request as through the method", async () => {
  const { client, asked } = start();
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<Exchange>;
  expect((await request("patch", PATH, entry)).data).toMatchObject({ data_id: DATA_ID, raw_name: "a" });
  expect(asked[0]).toMatchObject({ init: { method: "PATCH", body: '{"raw_name":"a"}' } });
});

test("createFetchClient: takes parameters that are undefined as if they were left out", async () => {
  const { patch, asked } = start();
  await patch(PATH, { ...entry, params: { ...entry.params, query: undefined } });
  expect(asked).toHaveLength(1);
});

test("createFetchClient: says that options throw when they are read", async () => {
  const { patch, asked } = start();
  const throwing = {
    get params() {
      throw new Error("no beam");
    },
  };
  const error = await rejection(patch(PATH, throwing));
  expect(error).toMatchObject({ ...NOT_SENT, code: "invalid-config" });
  expect(error.message).toContain("the options of the call throw when they are read");
  expect(asked).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ["bodySerializer", { bodySerializer: () => "x" }, /option bodySerializer cannot be used/],
  ["pathSerializer", { pathSerializer: () => "x" }, /option pathSerializer cannot be used/],
  ["querySerializer", { querySerializer: () => "x" }, /option querySerializer cannot be used/],
  ["Request", { Request: class {} }, /option Request cannot be used/],
  ["requestInitExt", { requestInitExt: {} }, /option requestInitExt cannot be used/],
  ["a query", { params: { ...entry.params, query: { a: 1 } } }, /params\.query cannot be used/],
  [
    "an unknown parseAs",
    { parseAs: "xml" },
    /option parseAs must be json, text, blob, arrayBuffer or stream/,
  ],
  ["a fetch that is no function", { fetch: 7 }, /option fetch must be a function, not 7/],
  ["the key as a header", { headers: { "X-API-KEY": "call" } }, /option headers must not hold X-API-KEY/],
  ["a limit that is none", { timeoutMs: "5" }, /option timeoutMs must be a positive number/],
])("createFetchClient: refuses a call with %s", async (_, init, says) => {
  const { patch, asked } = start();
  const error = await rejection(patch(PATH, { ...entry, ...init }));
  expect(error).toMatchObject({ ...NOT_SENT, code: "invalid-config" });
  expect(error.message).toMatch(says);
  expect(asked).toEqual([]);
});

test.each([undefined, null, 7, "x", {}, []])(
  "createFetchClient: refuses a call without ids when given %j",
  async (init) => {
    const { patch, asked } = start();
    const error = await rejection(patch(PATH, init));
    expect(error).toMatchObject({ ...NOT_SENT, code: "invalid-request" });
    expect(error.issues).toContainEqual({
      pointer: "/data_id",
      message: expect.stringMatching(/as params\.path/),
    });
    expect(asked).toEqual([]);
  },
);

test("createFetchClient: decides how fetch sends, whatever a call says", async () => {
  const { patch, asked } = start();
  await patch(PATH, {
    ...entry,
    redirect: "follow",
    method: "DELETE",
    credentials: "include",
    mode: "no-cors",
  });
  expect(asked[0]?.init).toMatchObject({ method: "PATCH", redirect: "manual" });
  expect(Object.keys(asked[0]?.init ?? {}).sort()).toEqual([
    "body",
    "headers",
    "method",
    "redirect",
    "signal",
  ]);
});

test.each([
  "cache",
  "credentials",
  "dispatcher",
  "duplex",
  "integrity",
  "keepalive",
  "method",
  "mode",
  "priority",
  "redirect",
  "referrer",
  "referrerPolicy",
  "window",
])(
  "createFetchClient: takes no %s from a call, which middleware would see and a Request may refuse",
  async (name) => {
    const { client, patch, asked } = start();
    const seen: unknown[] = [];
    client.use({ onRequest: ({ request }) => void seen.push(Reflect.get(request, name)) });
    await patch(PATH, entry);
    await patch(PATH, { ...entry, [name]: "odd" });
    expect(asked).toHaveLength(2);
    expect(seen[1]).toBe(seen[0]);
  },
);

test("createFetchClient: calls a fetch of one call with a Request, and with the same care around it", async () => {
  const { patch, asked } = start();
  const requests: Request[] = [];
  const own = async (request: Request) => {
    requests.push(request);
    return requests.length === 1
      ? json({}, 503, { "retry-after": "0" })
      : json({ data_id: DATA_ID, raw_name: "a" });
  };
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { data } = await patch(PATH, { ...entry, fetch: own, maxRetries: 1 });
  expect(data).toEqual({ data_id: DATA_ID, raw_name: "a" });
  expect(asked).toEqual([]);
  expect(requests.map((request) => request.headers.get("x-api-key"))).toEqual([API_KEY, API_KEY]);
  expect(requests[0]).toMatchObject({ method: "PATCH", redirect: "manual" });
  expect(await requests[1]?.text()).toBe('{"raw_name":"a"}');
});

test("createFetchClient: gives the outcome of a fetch of one call that rejects", async () => {
  const { patch } = start();
  const error = await rejection(patch(PATH, { ...entry, fetch: () => Promise.reject(new Error("no beam")) }));
  expect(error).toMatchObject({ code: "connection-failed", outcome: "unknown", attempts: 1 });
  expect(error.message).toContain("no beam");
});

test.each(["fetch", "baseUrl"])(
  "createFetchClient: keeps the client's %s for the next call",
  async (name) => {
    const { patch, asked } = start();
    const own = scripted();
    const other = {
      fetch: (request: Request) => own.fetch(request.url, { body: "{}", method: "PATCH" }),
      baseUrl: "https://b.example",
    };
    await patch(PATH, { ...entry, [name]: other[name as "fetch"] });
    await patch(PATH, entry);
    expect(asked.at(-1)?.url).toBe(`https://api.atomscale.ai/data_entries/${DATA_ID}`);
  },
);

test("createFetchClient: can be made where there is no Request", () => {
  vi.stubGlobal("Request", undefined);
  expect(() => createFetchClient()).not.toThrow();
});

test("createFetchClient: tells onAttempt of an attempt", async () => {
  const events: AttemptEvent[] = [];
  const onAttempt = (event: AttemptEvent) => events.push(event);
  await callOnce(
    "createFetchClient",
    { fetch: scripted(record).fetch, onAttempt },
    {},
    "updateTargetMaterialLayer",
  );
  expect(events).toMatchObject([{ operationId: "updateTargetMaterialLayer", attempt: 1, status: 200 }]);
});
