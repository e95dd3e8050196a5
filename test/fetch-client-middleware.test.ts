// What stays true of createFetchClient whatever middleware does: limits, listeners, the URL that leaves, exceptions.
import { getEventListeners } from "node:events";
import type { Middleware } from "openapi-fetch";
import { afterEach, expect, test, vi } from "vitest";
import { type AttemptEvent, createFetchClient } from "../src/index.ts";
import { runClock, stopClock } from "./support/clock.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection, settled } from "./support/settled.ts";
import { never } from "./support/started-call.ts";

interface Exchange {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const init = { params: { path: { data_id: DATA_ID } }, body: { raw_name: "a" } };

/** Calls through a client with middleware. */
function start(middleware: Middleware[], plays: Play[] = [], options: object = {}) {
  const { fetch, asked } = scripted(...plays);
  const events: AttemptEvent[] = [];
  const onAttempt = (event: AttemptEvent) => events.push(event);
  const client = createFetchClient({ apiKey: API_KEY, fetch, onAttempt, ...options });
  client.use(...middleware);
  const patch = client.PATCH as unknown as (path: string, init: object) => Promise<Exchange>;
  return {
    asked,
    events,
    call: (more: object = {}) => patch("/data_entries/{data_id}", { ...init, ...more }),
  };
}

const remake = (change: RequestInit = {}): Middleware => ({
  onRequest: ({ request }) =>
    new Request(request, { ...change, headers: { ...Object.fromEntries(request.headers), "x-run": "1" } }),
});

test("createFetchClient: hands middleware a real Request and Response, and the path of the description", async () => {
  const seen: unknown[] = [];
  const { call } = start([
    {
      onRequest: ({ request, schemaPath }) =>
        void seen.push(request instanceof Request, request.method, schemaPath),
      onResponse: ({ response }) => void seen.push(response instanceof Response, response.status),
    },
  ]);
  await call();
  expect(seen).toEqual([true, "PATCH", "/data_entries/{data_id}", true, 200]);
});

test("createFetchClient: shows middleware no key", async () => {
  const seen: string[] = [];
  const { call } = start([{ onRequest: ({ request }) => void seen.push(...request.headers.values()) }]);
  await call();
  expect(seen).not.toContain(API_KEY);
});

test("createFetchClient: keeps the number of retries when middleware makes a new Request", async () => {
  const { call, asked } = start([remake()], [json({}, 503, { "retry-after": "0" })]);
  vi.spyOn(Math, "random").mockReturnValue(0);
  expect((await call({ maxRetries: 1 })).response.status).toBe(503);
  expect(asked).toHaveLength(2);
  expect(asked.map(({ init: { headers } }) => headers["x-run"])).toEqual(["1", "1"]);
  expect(asked.map(({ init: { body } }) => body)).toEqual(['{"raw_name":"a"}', '{"raw_name":"a"}']);
});

test("createFetchClient: keeps the time limits when middleware makes a new Request", async () => {
  const { call } = start([remake()], [never]);
  stopClock();
  const failed = rejection(call({ timeoutMs: 10, maxRetries: 0 }));
  expect(await runClock(failed)).toMatchObject({ code: "timed-out", outcome: "unknown" });
});

test("createFetchClient: keeps the signal of the call when middleware makes a new Request", async () => {
  const controller = new AbortController();
  const { call, asked } = start([remake()], [never]);
  const ended = settled(call({ signal: controller.signal }));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  controller.abort("off");
  expect((await ended).error).toMatchObject({ code: "aborted", outcome: "unknown", cause: "off" });
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

test("createFetchClient: heeds a signal that middleware gives to a new Request", async () => {
  const controller = new AbortController();
  const { call, asked } = start([remake({ signal: controller.signal })], [never]);
  const ended = settled(call());
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  controller.abort();
  expect((await ended).error).toMatchObject({ code: "aborted", outcome: "unknown" });
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

test("createFetchClient: tells onAttempt when middleware makes a new Request", async () => {
  const { call, events } = start([remake()]);
  await call();
  expect(events).toMatchObject([
    { operationId: "updateDataEntry", attempt: 1, status: 200, outcome: "applied" },
  ]);
});

test("createFetchClient: gives the Response that middleware answers with, and sends nothing", async () => {
  const { signal } = new AbortController();
  const { call, asked, events } = start([{ onRequest: () => json({ data_id: DATA_ID, cached: true }) }]);
  const { data } = await call({ signal });
  expect(data).toEqual({ data_id: DATA_ID, cached: true });
  expect([asked, events, getEventListeners(signal, "abort")]).toEqual([[], [], []]);
});

test("createFetchClient: gives the Response that middleware makes of the service's", async () => {
  const { call } = start([{ onResponse: ({ response }) => new Response(response.body, { status: 418 }) }]);
  expect((await call()).response.status).toBe(418);
});

const thrown = new TypeError("middleware is broken");
const breaks = () => {
  throw thrown;
};

test.each<[string, Middleware, Play[], number]>([
  ["onRequest", { onRequest: breaks }, [], 0],
  ["onResponse", { onResponse: breaks }, [], 1],
])(
  "createFetchClient: passes on unchanged what %s throws, and leaves no listener",
  async (_, middleware, plays, sent) => {
    const { signal } = new AbortController();
    const { call, asked } = start([middleware], plays);
    expect(await rejection(call({ signal }))).toBe(thrown);
    expect(asked).toHaveLength(sent);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  },
);

test("createFetchClient: hands an AtomscaleError to onError, and passes on what it throws", async () => {
  const seen: unknown[] = [];
  const middleware: Middleware = {
    onError({ error }) {
      seen.push(error);
      throw thrown;
    },
  };
  const { call } = start([middleware], [new Error("lost")], { maxRetries: 0 });
  expect(await rejection(call())).toBe(thrown);
  expect(seen).toMatchObject([{ name: "AtomscaleError", code: "connection-failed", outcome: "unknown" }]);
});

test.each([
  "http://gateway.example/data_entries/x",
  "http://localhost.example/",
  "ftp://a.example/x",
  "http://api.localhost/",
  "blob:https://a.example/x",
])("createFetchClient: sends nothing when middleware leads to %s", async (url) => {
  const { signal } = new AbortController();
  const { call, asked } = start([{ onRequest: ({ request }) => new Request(url, request) }]);
  const error = await rejection(call({ signal }));
  expect(error).toMatchObject({
    name: "AtomscaleError",
    code: "invalid-config",
    outcome: "not-applied",
    attempts: 0,
  });
  expect(error.message).toMatch(/the URL that middleware gave must begin with https:\/\//);
  expect(asked).toEqual([]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test.each(["https://gateway.example/v2?tenant=7", "http://127.0.0.1:8080/x"])(
  "createFetchClient: sends to %s when middleware leads there",
  async (url) => {
    const { call, asked } = start(
      [{ onRequest: ({ request }) => new Request(url, request) }],
      [json({ data_id: DATA_ID, raw_name: "a" })],
    );
    expect((await call()).data).toMatchObject({ raw_name: "a" });
    expect(asked).toMatchObject([{ url, init: { headers: { "x-api-key": API_KEY }, redirect: "manual" } }]);
  },
);

test("createFetchClient: sends the body that middleware has made, without checking it again", async () => {
  const { call, asked } = start([
    { onRequest: ({ request }) => new Request(request, { body: '{"raw_name":"b"}' }) },
  ]);
  await call();
  expect(asked[0]?.init.body).toBe('{"raw_name":"b"}');
});

test("createFetchClient: sends nothing when middleware has read the body", async () => {
  const { call, asked } = start([
    {
      async onRequest({ request }) {
        await request.text();
        return undefined;
      },
    },
  ]);
  const error = await rejection(call());
  expect(error).toMatchObject({ code: "invalid-config", outcome: "not-applied", attempts: 0 });
  expect(error.message).toContain("middleware has read the body of the request; it must read a clone");
  expect(asked).toEqual([]);
});

test("createFetchClient: keeps the key when middleware sets another", async () => {
  const { call, asked } = start([
    { onRequest: ({ request }) => request.headers.set("X-API-KEY", "middleware") },
  ]);
  await call();
  expect(asked[0]?.init.headers["x-api-key"]).toBe(API_KEY);
  expect(JSON.stringify(asked[0]?.init.headers)).not.toContain("middleware");
});

test("createFetchClient: begins the stack at the caller's line when middleware is in use", async () => {
  const { call } = start([remake()], [new Error("lost")], { maxRetries: 0 });
  const error = await rejection(call());
  expect((error.stack ?? "").split(/\n(?= {4}at )/)[1]).toContain("fetch-client-middleware.test.ts");
});
