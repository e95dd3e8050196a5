// What onAttempt is told of each attempt, on a clock that stands still.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { API_KEY, DATA_ID, record } from "./support/scripted-fetch.ts";
import { busy, never, start } from "./support/started-call.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("onAttempt: is told of every attempt, and of nothing more", async () => {
  const call = start([new TypeError("fetch failed"), busy({ "retry-after": "1" }), record]);
  await call.resolved();
  const common = { operationId: "updateDataEntry", durationMs: 0 };
  expect(call.events).toStrictEqual([
    { ...common, attempt: 1, status: undefined, outcome: "unknown", waitMs: 0 },
    { ...common, attempt: 2, status: 503, outcome: "unknown", waitMs: 1_000 },
    { ...common, attempt: 3, status: 200, outcome: "applied", waitMs: undefined },
  ]);
});

test("onAttempt: tells how long the attempt took", async () => {
  const call = start([never], { timeoutMs: 70, maxRetries: 0 });
  await call.rejected();
  expect(call.events).toMatchObject([{ durationMs: 70, outcome: "unknown", waitMs: undefined }]);
});

test("onAttempt: does not count an attempt that ended while the key was awaited", async () => {
  const apiKey = vi.fn((): Promise<string> | string => API_KEY).mockReturnValueOnce(new Promise(() => {}));
  const call = start([busy(), busy()], { apiKey, timeoutMs: 70, maxRetries: 2 });
  const error = await call.rejected();
  expect(call.events.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(error).toMatchObject({ code: "server-error", attempts: 2 });
});

test("onAttempt: tells of no wait after an attempt that was aborted within the body of a 503", async () => {
  const controller = new AbortController();
  const body = new ReadableStream({ pull: () => controller.abort() }, { highWaterMark: 0 });
  const call = start([() => new Response(body, { status: 503 })], {}, { signal: controller.signal });
  expect(await call.rejected()).toMatchObject({ code: "aborted", outcome: "unknown", attempts: 1 });
  expect(call.events).toMatchObject([{ attempt: 1, status: 503, waitMs: undefined }]);
});

test("onAttempt: is not told when nothing was sent", async () => {
  const call = start([record], {}, { signal: AbortSignal.abort() });
  await call.rejected();
  expect(call.events).toEqual([]);
});

test.each<[string, () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("listener");
    },
  ],
  ["rejects", () => Promise.reject(new Error("listener"))],
])("onAttempt: does no harm when it %s", async (_, onAttempt) => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const call = start([busy(), record], { onAttempt: onAttempt as () => void });
  expect(await call.resolved()).toMatchObject({ data_id: DATA_ID, raw_name: "a" });
  await new Promise(setImmediate);
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
