// updateAll: every way in which a run ends before its updates do.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Update, updateAll } from "../src/batch/index.ts";
import type { AtomscaleClient } from "../src/index.ts";
import {
  answering,
  entries,
  notFound,
  outcomes,
  rateLimited,
  take,
  unavailable,
  useTestClock,
} from "./support/batch-updates.ts";
import type { Answer } from "./support/fake-client.ts";

beforeEach(useTestClock);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const fatal = (code: "unauthorized" | "invalid-config" | "forbidden", status?: number): Answer => ({
  kind: "fails",
  afterMs: 10,
  code,
  outcome: "not-applied",
  ...(status && { status }),
});

/** Iterable that tells how far it was read and whether it was closed. */
function watched(count: number) {
  const state = { read: 0, isClosed: false };
  function* read(): Generator<Update> {
    try {
      for (const update of entries(count)) {
        state.read += 1;
        yield update;
      }
    } finally {
      state.isClosed = true;
    }
  }
  return { state, updates: read() };
}

describe("updateAll", () => {
  test.each([
    ["a 401", fatal("unauthorized", 401)],
    ["an option that cannot be used", fatal("invalid-config")],
  ])("stops at %s and reports the rest of an array as not sent", async (_, answer) => {
    const { client, calls } = answering({ 1: [answer] });
    const { results, summary, error } = await take(updateAll(client, entries(30), { concurrency: 1 }));
    expect(outcomes(results)).toEqual(["applied", "not-applied", ...Array(28).fill("not-sent")]);
    expect(results.at(-1)?.error?.message).toMatch(
      /^The run ended before every update was sent: one failed: .*(unauthorized|invalid-config)/,
    );
    expect(summary).toMatchObject({
      done: 30,
      notSent: 28,
      stopped: { cause: { code: (answer as { code: string }).code } },
    });
    expect(error).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  test("does not wait to retry what fails after the run was stopped", async () => {
    const late: Answer = {
      kind: "fails",
      afterMs: 50,
      code: "server-error",
      outcome: "unknown",
      status: 503,
    };
    const { client } = answering({ 0: [late], 1: [fatal("unauthorized", 401)] });
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    const { results } = await take(updateAll(client, entries(2), { concurrency: 2 }));
    expect(outcomes(results)).toEqual(["unknown", "not-applied"]);
    expect(performance.now()).toBeLessThan(100);
  });

  test("names what ended it first, where more fails while the rest comes back", async () => {
    const { client } = answering({
      0: [fatal("unauthorized", 401)],
      1: [{ ...fatal("invalid-config"), afterMs: 20 } as Answer],
    });
    const { summary } = await take(updateAll(client, entries(2), { concurrency: 2 }));
    expect(summary).toMatchObject({ notApplied: 2, stopped: { cause: { code: "unauthorized" } } });
  });

  test("goes on after a 403, which may be one record's", async () => {
    const { client } = answering({ 0: [fatal("forbidden", 403)] });
    const { summary } = await take(updateAll(client, entries(3)));
    expect(summary).toEqual({ done: 3, applied: 2, notApplied: 1, unknown: 0, notSent: 0 });
  });

  test("stops after so many failures, and closes an iterable without reading its rest", async () => {
    const { client } = answering({ 1: [notFound], 2: [notFound] });
    const { state, updates } = watched(100);
    const { results, summary } = await take(updateAll(client, updates, { concurrency: 1, stopAfter: 2 }));
    expect(outcomes(results)).toEqual([
      "applied",
      "not-applied",
      "not-applied",
      ...Array(state.read - 3).fill("not-sent"),
    ]);
    expect(state.read).toBeLessThanOrEqual(4 + 3);
    expect(state.isClosed).toBe(true);
    expect(summary).toMatchObject({
      stopped: { message: expect.stringContaining("stopAfter was reached.") },
    });
  });

  test("reports what was under way with its outcome when it is aborted, and does not throw", async () => {
    const controller = new AbortController();
    const client = {
      updateDataEntry: (
        _path: object,
        { raw_name }: { raw_name: string },
        { signal }: { signal: AbortSignal },
      ) =>
        new Promise((resolve, reject) => {
          if (raw_name === "0") setTimeout(resolve, 5, { id: "0" });
          else signal.addEventListener("abort", () => reject(new Error("aborted under way")));
        }),
    } as unknown as AtomscaleClient;
    setTimeout(() => controller.abort("enough"), 100);
    const run = updateAll(client, entries(10), { concurrency: 2, signal: controller.signal });
    const { results, summary, error } = await take(run);
    expect(error).toBeUndefined();
    expect(outcomes(results)).toEqual(["applied", "unknown", "unknown", ...Array(7).fill("not-sent")]);
    expect(summary).toMatchObject({
      stopped: { message: expect.stringContaining("aborted"), cause: "enough" },
    });
  });

  test("reads nothing when it is aborted before it begins", async () => {
    const { client, calls } = answering();
    const open = vi.fn(() => entries(5)[Symbol.iterator]());
    const updates = { [Symbol.iterator]: open };
    const { results, summary } = await take(updateAll(client, updates, { signal: AbortSignal.abort() }));
    expect([results, calls]).toEqual([[], []]);
    expect(open).not.toHaveBeenCalled();
    expect(summary).toMatchObject({ done: 0, stopped: expect.any(Error) });
  });

  test("ends a second after the abort when the client ignores it", async () => {
    const client = { updateDataEntry: () => new Promise(() => {}) } as unknown as AtomscaleClient;
    const run = updateAll(client, entries(3), { concurrency: 2, signal: AbortSignal.timeout(0) });
    const begun = performance.now();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const aborted = updateAll(client, entries(3), { concurrency: 2, signal: controller.signal });
    const { results } = await take(aborted);
    expect(outcomes(results)).toEqual(["unknown", "unknown", "not-sent"]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_200);
    expect(performance.now() - begun).toBeLessThan(1_400);
    await run.return({} as never);
  });

  test("reports an update once, though its client ends after the run has given it up", async () => {
    const client = { updateDataEntry: () => new Promise((resolve) => setTimeout(resolve, 1_500, {})) };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const run = updateAll(client as never, entries(3), { concurrency: 1, signal: controller.signal });
    const seen: string[] = [];
    const consume = async (): Promise<unknown> => {
      for (;;) {
        const { done, value } = await run.next();
        if (done) return value;
        seen.push(`${value.index} ${value.outcome}`);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    };
    const [summary] = await Promise.all([consume(), vi.advanceTimersByTimeAsync(10_000)]);
    expect(seen).toEqual(["0 unknown", "1 not-sent", "2 not-sent"]);
    expect(summary).toMatchObject({ done: 3, applied: 0, unknown: 1, notSent: 2 });
  });

  test("closes at an abort what is still reading, and does not wait for that", async () => {
    const controller = new AbortController();
    const close = vi.fn(() => new Promise(() => {}));
    const updates = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: close }) };
    setTimeout(() => controller.abort(), 5);
    const { error } = await take(
      updateAll(answering().client, updates as never, { signal: controller.signal }),
    );
    expect(error).toBeUndefined();
    expect(close).toHaveBeenCalledOnce();
  });

  test("ends at an abort while the iterable is still reading", async () => {
    const controller = new AbortController();
    async function* stuck(): AsyncGenerator<Update> {
      yield* entries(1);
      await new Promise(() => {});
    }
    setTimeout(() => controller.abort(), 100);
    const { results, error } = await take(
      updateAll(answering().client, stuck(), { signal: controller.signal }),
    );
    expect(outcomes(results)).toEqual(["applied"]);
    expect(error).toBeUndefined();
  });

  test("keeps what is known of an update whose retries an abort cuts short", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const { client } = answering({ 0: [unavailable], 1: [rateLimited(60_000)] });
    const { results } = await take(updateAll(client, entries(2), { signal: controller.signal }));
    expect(outcomes(results)).toEqual(["unknown", "not-applied"]);
  });

  test("waits for the requests under way when the loop is left, and starts none", async () => {
    const { client, calls, active } = answering({ 1: [{ kind: "applied", afterMs: 5_000 }] });
    const { state, updates } = watched(50);
    const run = updateAll(client, updates, { concurrency: 2 });
    await Promise.all([run.next(), vi.advanceTimersByTimeAsync(10)]);
    const started = calls.length;
    let isOver = false;
    const left = run.return({} as never).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    await left;
    expect([calls.length, active(), state.isClosed]).toEqual([started, 0, true]);
  });

  test("ends like that when the consumer throws into it", async () => {
    const { client, calls } = answering();
    const run = updateAll(client, entries(50), { concurrency: 2 });
    await Promise.all([run.next(), vi.advanceTimersByTimeAsync(10)]);
    const started = calls.length;
    const thrown = run.throw(new Error("mine")).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(thrown).resolves.toBe("mine");
    expect(calls).toHaveLength(started);
  });

  test("opens nothing when it is left before its first result is asked for", async () => {
    const { state, updates } = watched(5);
    await updateAll(answering().client, updates).return({} as never);
    expect(state.read).toBe(0);
  });

  test("leaves no listener on its signal", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await take(updateAll(answering().client, entries(5), { signal }));
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1]);
  });
});
