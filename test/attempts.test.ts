// When an update is sent again and how long that waits, on a clock that stands still.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { API_KEY, DATA_ID, json, type Play, record } from "./support/scripted-fetch.ts";
import { busy, never, start } from "./support/started-call.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("maxRetries: waits twice as long each time, up to 8 s, when no Retry-After is given", async () => {
  vi.mocked(Math.random).mockReturnValue(1);
  const call = start([busy()], { maxRetries: 7, totalTimeoutMs: 1e6 });
  await call.rejected();
  expect(call.waits()).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, undefined]);
});

test("maxRetries: spreads the wait over the whole backoff", async () => {
  vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.5);
  const call = start([busy()], { maxRetries: 2 });
  await call.rejected();
  expect(call.waits()).toEqual([0, 500, undefined]);
});

test.each([
  ["0", 250],
  ["2", 2_250],
  ["Sat, 21 Nov 2026 12:00:03 GMT", 3_250],
  ["Sat, 21 Nov 2026 11:00:00 GMT", 250],
  ["soon", 250],
])("maxRetries: adds the random part to a Retry-After of %j", async (value, waitMs) => {
  vi.setSystemTime("2026-11-21T12:00:00Z");
  vi.mocked(Math.random).mockReturnValue(0.5);
  const call = start([busy({ "retry-after": value }), record], { maxRetries: 1 });
  expect(await call.resolved()).toMatchObject({ data_id: DATA_ID, raw_name: "a" });
  expect(call.waits()).toEqual([waitMs, undefined]);
  expect(await call.took()).toBe(waitMs);
});

test("maxRetries: sends once when it is 0", async () => {
  const call = start([busy()], { maxRetries: 0 });
  expect(await call.rejected()).toMatchObject({ code: "server-error", attempts: 1 });
  expect(call.asked).toHaveLength(1);
});

test("maxRetries: sends twice more by default", async () => {
  const call = start([busy()]);
  expect(await call.rejected()).toMatchObject({ attempts: 3 });
  expect(call.asked).toHaveLength(3);
});

test("timeoutMs: sends nothing when the key comes too late on a process that was busy", async () => {
  const apiKey = () => {
    // The time passes, but no timer has its turn.
    const now = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(now + 2);
    return API_KEY;
  };
  const call = start([record], { apiKey, timeoutMs: 1 });
  expect(await call.rejected()).toMatchObject({ code: "timed-out", outcome: "not-applied", attempts: 0 });
  expect(call.asked).toEqual([]);
});

test("maxRetries: sends again within a total limit that is shorter than that of an attempt", async () => {
  const call = start([busy(), record], { timeoutMs: 30_000, totalTimeoutMs: 10_000 });
  await call.resolved();
  expect(call.asked).toHaveLength(2);
});

test("maxRetries: is taken per call before the client's", async () => {
  const call = start([busy()], { maxRetries: 5 }, { maxRetries: 1 });
  expect(await call.rejected()).toMatchObject({ attempts: 2 });
});

test("maxRetries: sends the same update again", async () => {
  const call = start([busy(), new TypeError("fetch failed"), record]);
  await call.resolved();
  const sent = call.asked.map(({ url, init: { method, body, headers } }) => ({ url, method, body, headers }));
  expect(sent).toHaveLength(3);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]).toEqual(sent[0]);
});

test("totalTimeoutMs: rejects at once with retryAfterMs when the wait would pass it", async () => {
  const call = start([json({}, 429, { "retry-after": "120" })], { totalTimeoutMs: 60_000 });
  expect(await call.rejected()).toMatchObject({ code: "rate-limited", attempts: 1, retryAfterMs: 120_000 });
  expect(await call.took()).toBe(0);
  expect(call.waits()).toEqual([undefined]);
});

test("totalTimeoutMs: rejects at once with retryAfterMs when the backoff would pass it", async () => {
  vi.mocked(Math.random).mockReturnValue(1);
  const call = start([busy()], { totalTimeoutMs: 400 });
  expect(await call.rejected()).toMatchObject({ code: "server-error", attempts: 1, retryAfterMs: 500 });
  expect(await call.took()).toBe(0);
});

test("Retry-After: is not told of an update that was applied", async () => {
  const call = start([() => new Response("", { status: 201, headers: { "retry-after": "7" } })]);
  const error = await call.rejected();
  expect(error).toMatchObject({ code: "unreadable-reply", outcome: "applied", attempts: 1 });
  expect(error).not.toHaveProperty("retryAfterMs");
  expect(error.message).not.toMatch(/\d s\b/);
});

test("totalTimeoutMs: ends an attempt before its own limit", async () => {
  const call = start([never], { timeoutMs: 100, totalTimeoutMs: 250, maxRetries: 9 });
  const error = await call.rejected();
  expect(error).toMatchObject({ code: "timed-out", outcome: "unknown", attempts: 3 });
  expect(error.message).toMatch(/totalTimeoutMs, 250 ms/);
  expect(await call.took()).toBe(250);
});

test("totalTimeoutMs: is 120 s by default", async () => {
  const call = start([never], { maxRetries: 9 });
  expect(await call.rejected()).toMatchObject({ code: "timed-out", attempts: 4 });
  expect(await call.took()).toBe(120_000);
});

test("timeoutMs: is 30 s by default", async () => {
  const call = start([never], { maxRetries: 0 });
  const error = await call.rejected();
  expect(error.message).toMatch(/timeoutMs, 30000 ms/);
  expect(await call.took()).toBe(30_000);
});

test("timeoutMs: ends the call when fetch ignores its signal", async () => {
  const call = start([never], { timeoutMs: 50, maxRetries: 0 });
  expect(await call.rejected()).toMatchObject({ code: "timed-out", outcome: "unknown", attempts: 1 });
  expect(call.asked[0]?.init.signal.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("timeoutMs: does not pass at once when it is longer than a timer can be", async () => {
  let answer: (reply: Response) => void = () => {};
  const call = start([() => new Promise<Response>((resolve) => (answer = resolve))], {
    timeoutMs: 2 ** 40,
    totalTimeoutMs: 2 ** 41,
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(call.asked[0]?.init.signal.aborted).toBe(false);
  answer(json({ data_id: DATA_ID, raw_name: "a" }));
  expect(await call.resolved()).toMatchObject({ data_id: DATA_ID, raw_name: "a" });
});

test("timeoutMs: rejects with not-applied when the key function never answers", async () => {
  const call = start([record], { apiKey: () => new Promise(() => {}), timeoutMs: 50, maxRetries: 0 });
  expect(await call.rejected()).toMatchObject({ code: "timed-out", outcome: "not-applied", attempts: 0 });
  expect(call.asked).toEqual([]);
});

test("apiKey: is asked before every attempt when it is a function", async () => {
  const keys = ["first", "second", "third"];
  const call = start([busy(), busy(), record], { apiKey: async () => keys.shift() as string });
  await call.resolved();
  expect(call.asked.map(({ init }) => init.headers["x-api-key"])).toEqual(["first", "second", "third"]);
});

test.each<[string, () => never | string, RegExp]>([
  ["rejects", () => Promise.reject(new Error("vault sealed")) as never, /apiKey.*vault sealed/],
  [
    "throws",
    () => {
      throw new Error("vault sealed");
    },
    /apiKey.*vault sealed/,
  ],
  ["gives an empty key", () => "", /apiKey is empty/],
  ["gives no string", () => undefined as never, /apiKey must be a text, not undefined/],
  ["gives a key with a line end", () => "sec-ret\n", /apiKey must be printable ASCII/],
])("apiKey: sends nothing when the function %s", async (_, apiKey, says) => {
  const call = start([record], { apiKey });
  const error = await call.rejected();
  expect(error).toMatchObject({ code: "invalid-config", outcome: "not-applied", attempts: 0 });
  expect(error.message).toMatch(says);
  expect(error.message).not.toContain("sec-ret");
  expect(call.asked).toEqual([]);
});

test("apiKey: leaves the outcome unknown when the function fails after a 503", async () => {
  const keys = ["first"];
  const apiKey = () => keys.shift() ?? Promise.reject<string>(new Error("vault sealed"));
  const call = start([busy()], { apiKey });
  expect(await call.rejected()).toMatchObject({ code: "invalid-config", outcome: "unknown", attempts: 1 });
});

test("signal: is the cause of the error, whatever its reason", async () => {
  const controller = new AbortController();
  const call = start([never], {}, { signal: controller.signal });
  await vi.waitFor(() => expect(call.asked).toHaveLength(1));
  controller.abort("the beam is down");
  const error = await call.rejected();
  expect(error).toMatchObject({ code: "aborted", outcome: "unknown", attempts: 1 });
  expect(error.cause).toBe("the beam is down");
});

test("signal: sends nothing when it aborts while the key function is asked", async () => {
  const controller = new AbortController();
  const apiKey = async () => {
    controller.abort();
    return API_KEY;
  };
  const call = start([record], { apiKey }, { signal: controller.signal });
  expect(await call.rejected()).toMatchObject({ code: "aborted", outcome: "not-applied", attempts: 0 });
  expect(call.asked).toEqual([]);
});

test("signal: asks for no key when it has aborted before the call", async () => {
  const apiKey = vi.fn(() => API_KEY);
  const call = start([record], { apiKey }, { signal: AbortSignal.abort() });
  expect(await call.rejected()).toMatchObject({ code: "aborted", attempts: 0 });
  expect(apiKey).not.toHaveBeenCalled();
});

test("signal: ends the wait at once when a listener of onAttempt aborts it", async () => {
  const controller = new AbortController();
  const call = start(
    [busy({ "retry-after": "60" })],
    { onAttempt: () => controller.abort() },
    { signal: controller.signal },
  );
  expect(await call.rejected()).toMatchObject({ code: "aborted", outcome: "unknown", attempts: 1 });
  expect(await call.took()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test.each<[string, Play, object]>([
  [
    "undefined",
    () => {
      throw undefined;
    },
    { code: "connection-failed", outcome: "unknown" },
  ],
  [
    "a string",
    () => {
      throw "no beam";
    },
    { code: "connection-failed", outcome: "unknown" },
  ],
  ["a symbol", () => Promise.reject(Symbol("x")), { code: "connection-failed", outcome: "unknown" }],
  ["what cannot be text", () => Promise.reject([Object.create(null)]), { code: "connection-failed" }],
  ["a promise of null", () => Promise.reject(null), { code: "connection-failed", outcome: "unknown" }],
])("updateDataEntry: rejects with an AtomscaleError when fetch throws %s", async (_, play, failure) => {
  const call = start([play], { maxRetries: 0 });
  expect(await call.rejected()).toMatchObject({ name: "AtomscaleError", attempts: 1, ...failure });
});

test("updateDataEntry: refuses an opaque redirect, which browsers make of every redirect", async () => {
  const opaque = Object.defineProperties(new Response(null, { status: 200 }), {
    type: { value: "opaqueredirect" },
    status: { value: 0 },
    clone: { value: () => opaque },
  });
  const call = start([opaque]);
  const error = await call.rejected();
  // The status that a browser hides may be one of those after which the update was made.
  expect(error).toMatchObject({ code: "redirect-refused", outcome: "unknown", attempts: 1 });
  expect(error).not.toHaveProperty("response");
});

test("updateDataEntry: refuses a reply that fetch was redirected to, with the outcome unknown", async () => {
  const followed = Object.defineProperties(json({ data_id: DATA_ID }), { redirected: { value: true } });
  const call = start([() => followed]);
  expect(await call.rejected()).toMatchObject({ code: "redirect-refused", outcome: "unknown", attempts: 1 });
});
