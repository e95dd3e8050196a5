import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { formatProgress, type Progress, type Update, updateAll } from "../src/batch/index.ts";
import {
  answering,
  entries,
  notFound,
  rateLimited,
  take,
  unavailable,
  useTestClock,
} from "./support/batch-updates.ts";
import { failure } from "./support/fake-client.ts";

beforeEach(useTestClock);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("onProgress", () => {
  test("is called at most ten times a second and once at the end", async () => {
    const times: number[] = [];
    const told: Progress[] = [];
    const onProgress = (progress: Progress): void => {
      told.push(progress);
      times.push(performance.now());
    };
    const { client } = answering();
    await take(updateAll(client, entries(400), { concurrency: 2, onProgress }));
    const intervals = times.slice(1, -1).map((time, index) => time - (times[index] as number));
    expect(Math.min(...intervals)).toBeGreaterThanOrEqual(100);
    expect(told.length).toBeGreaterThan(15);
    expect(told.at(-1)).toMatchObject({ done: 400, total: 400, applied: 400, active: 0 });
    expect(told.at(-1)?.perSecond).toBeCloseTo(200, -1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is told of every outcome, of a pause, and of no total where there is none", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const told: Progress[] = [];
    const { client } = answering({
      0: [notFound],
      1: Array(3).fill(unavailable),
      3: [{ ...rateLimited(5_000), afterMs: 200 }],
    });
    const updates = (function* (): Generator<Update> {
      yield* entries(4);
    })();
    const begun = Date.now();
    await take(updateAll(client, updates, { onProgress: (progress) => void told.push(progress) }));
    const paused = told.find(({ pausedUntil }) => pausedUntil);
    expect(paused?.pausedUntil?.getTime()).toBe(begun + 5_200);
    expect(told.at(-1)).toMatchObject({ done: 4, applied: 2, notApplied: 1, unknown: 1, notSent: 0 });
    expect(told.at(-1)?.total).toBeUndefined();
    expect(told.at(-1)?.pausedUntil).toBeUndefined();
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("listener");
      },
    ],
    ["rejects", () => Promise.reject(new Error("listener"))],
  ])("is ignored when it %s", async (_, onProgress) => {
    const { summary } = await take(updateAll(answering().client, entries(3), { onProgress }));
    expect(summary).toMatchObject({ applied: 3 });
  });

  test("counts only what was sent in its rate", async () => {
    const told: Progress[] = [];
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1_005);
    const options = {
      concurrency: 1,
      signal: controller.signal,
      onProgress: (now: Progress) => void told.push(now),
    };
    await take(updateAll(answering().client, entries(5_000), options));
    expect(told.at(-1)).toMatchObject({ done: 5_000, perSecond: expect.closeTo(100, -1) });
  });

  test("is told nothing of what a client that ignored the abort does later, and leaves no timer for it", async () => {
    const onProgress = vi.fn();
    const controller = new AbortController();
    const late = failure({ code: "rate-limited", outcome: "not-applied", status: 429 });
    const client = { updateDataEntry: () => new Promise((_, reject) => setTimeout(reject, 5_000, late)) };
    setTimeout(() => controller.abort(), 5);
    await take(updateAll(client as never, entries(1), { signal: controller.signal, onProgress }));
    const { length } = onProgress.mock.calls;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onProgress).toHaveBeenCalledTimes(length);
  });

  test("is told the last time when the loop is left", async () => {
    const told: Progress[] = [];
    const { client } = answering();
    const run = updateAll(client, entries(9), {
      concurrency: 1,
      onProgress: (progress) => void told.push(progress),
    });
    await Promise.all([run.next(), vi.advanceTimersByTimeAsync(10)]);
    const left = run.return({} as never);
    await vi.advanceTimersByTimeAsync(100);
    await left;
    const count = told.length;
    expect(told.at(-1)).toMatchObject({ active: 0, applied: 2 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toHaveLength(count);
  });
});

describe("formatProgress", () => {
  const progress: Progress = {
    done: 40,
    total: 200,
    applied: 40,
    notApplied: 0,
    unknown: 0,
    notSent: 0,
    active: 8,
    perSecond: 20,
  };

  test.each<[string, Partial<Progress>]>([
    ["40/200, 40 applied, 20/s, 8 s left", {}],
    [
      "40/200, 37 applied, 2 not applied, 1 unknown, 20/s, 8 s left",
      { applied: 37, notApplied: 2, unknown: 1 },
    ],
    ["40/200, 40 applied, 0.5/s, 6 min left", { perSecond: 0.5 }],
    ["40/200, 40 applied, 0.0/s, 5 h left", { perSecond: 0.01 }],
    ["0/200, 0 applied", { done: 0, applied: 0, perSecond: 0 }],
    ["200/200, 199 applied, 1 not sent, 20/s", { done: 200, applied: 199, notSent: 1 }],
  ])("gives %j", (line, changes) => {
    expect(formatProgress({ ...progress, ...changes })).toBe(line);
  });

  test("gives no time left where the total is not known", () => {
    const { total: _, ...endless } = progress;
    expect(formatProgress(endless)).toBe("40 done, 40 applied, 20/s");
  });

  test("names a pause and how long it still lasts", () => {
    const pausedUntil = new Date(Date.now() + 11_400);
    expect(formatProgress({ ...progress, pausedUntil })).toBe(
      "40/200, 40 applied, 20/s, 8 s left, paused 12 s: rate limit",
    );
    expect(formatProgress({ ...progress, pausedUntil: new Date(Date.now() - 1) })).not.toContain("paused");
  });
});
