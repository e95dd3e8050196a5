// updateAll: one gate for all requests, and the retries above it.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { updateAll } from "../src/batch/index.ts";
import {
  answering,
  entries,
  notFound,
  rateLimited,
  take,
  unavailable,
  useTestClock,
} from "./support/batch-updates.ts";
import type { Answer } from "./support/fake-client.ts";

beforeEach(useTestClock);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const refusedHere: Answer = { kind: "fails", afterMs: 10, code: "invalid-request", outcome: "not-applied" };
const withoutJitter = () => vi.spyOn(Math, "random").mockReturnValue(0);

async function starts(lists: Record<number, Answer[]>, count: number, options = {}): Promise<number[]> {
  const { client, calls } = answering(lists);
  const begun = performance.now();
  await take(updateAll(client, entries(count), { concurrency: 2, ...options }));
  return calls.map(({ startedAt }) => startedAt - begun);
}

describe("updateAll", () => {
  test("pauses for a 429 as long as it asks, and a random time more", async () => {
    withoutJitter();
    expect(await starts({ 0: [rateLimited(2_000)] }, 3)).toEqual([0, 0, 2_010, 2_010]);
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    expect(await starts({ 0: [rateLimited(2_000)] }, 3)).toEqual([0, 0, 2_260, 2_260]);
  });

  test("lets a later 429 lengthen a pause and never shorten it", async () => {
    withoutJitter();
    const late: Answer = { ...rateLimited(500), afterMs: 40 };
    const longer: Answer = { ...rateLimited(5_000), afterMs: 40 };
    expect((await starts({ 0: [rateLimited(2_000)], 1: [late] }, 2)).slice(2)).toEqual([2_010, 2_010]);
    expect((await starts({ 0: [rateLimited(2_000)], 1: [longer] }, 2)).slice(2)).toEqual([5_040, 5_040]);
  });

  test("backs off exponentially when a 429 names no time, once for each burst", async () => {
    withoutJitter();
    const three = [rateLimited(), rateLimited(), rateLimited()];
    expect(await starts({ 0: three, 1: three }, 2)).toEqual([0, 0, 510, 510, 1_520, 1_520, 3_530, 3_530]);
  });

  test("begins the backoff anew after a success", async () => {
    withoutJitter();
    const begun = await starts({ 0: [rateLimited()], 1: [rateLimited()] }, 2, { concurrency: 1 });
    expect(begun).toEqual([0, 510, 520, 1_030]);
  });

  test("counts no pause as a retry", async () => {
    const { client } = answering({ 0: Array(5).fill(rateLimited(1_000)) });
    const { results } = await take(updateAll(client, entries(1), { maxRetries: 0 }));
    expect(results).toMatchObject([{ outcome: "applied" }]);
  });

  test("pauses for a 503 with Retry-After, and not for one without", async () => {
    withoutJitter();
    const asks: Answer = { ...unavailable, retryAfterMs: 3_000 } as Answer;
    expect(await starts({ 0: [asks] }, 3)).toEqual([0, 0, 3_010, 3_010]);
    expect(await starts({ 0: [unavailable] }, 3)).toEqual([0, 0, 10, 11]);
  });

  test("leaves requests under way to end while it pauses", async () => {
    const slow: Answer = { kind: "applied", afterMs: 500 };
    const { client } = answering({ 0: [rateLimited(10_000)], 1: [slow] });
    const { results } = await take(updateAll(client, entries(2)));
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
  });

  test("ends when one pause is longer than maxPauseMs", async () => {
    const { client, calls } = answering({ 0: [rateLimited(600_001)] });
    const { results, summary } = await take(updateAll(client, entries(20), { concurrency: 1 }));
    expect(results[0]).toMatchObject({ outcome: "not-applied", error: { code: "rate-limited" } });
    expect(summary).toMatchObject({
      notApplied: 1,
      notSent: 19,
      stopped: { message: expect.stringContaining("maxPauseMs") },
    });
    expect(calls).toHaveLength(1);
  });

  test("ends when pauses in a row let nothing through for longer than maxPauseMs", async () => {
    const { client } = answering({ 0: Array(1_000).fill(rateLimited(1_000)) });
    const begun = performance.now();
    const { summary } = await take(updateAll(client, entries(1), { maxPauseMs: 20_000 }));
    expect(summary).toMatchObject({ notApplied: 1, stopped: expect.any(Error) });
    expect(performance.now() - begun).toBeLessThan(40_000);
  });

  test("ignores a time that is no number", async () => {
    withoutJitter();
    expect(await starts({ 0: [rateLimited(Number.NaN)] }, 1)).toEqual([0, 510]);
  });

  test("spaces requests by requestsPerSecond, retries included", async () => {
    withoutJitter();
    const begun = await starts({ 0: [unavailable] }, 4, { requestsPerSecond: 10, concurrency: 4 });
    expect(begun).toEqual([0, 100, 200, 300, 400]);
  });

  test("sets no timer beyond 31 bits", async () => {
    const timer = vi.spyOn(globalThis, "setTimeout");
    const { client, calls } = answering({ 0: [rateLimited(2 ** 32)] });
    const run = updateAll(client, entries(1), { maxPauseMs: Number.POSITIVE_INFINITY });
    const next = run.next();
    await vi.advanceTimersByTimeAsync(2 ** 31 + 1_000);
    expect(calls).toHaveLength(1);
    for (const [, ms] of timer.mock.calls) expect(ms).toBeLessThan(2 ** 31);
    await vi.advanceTimersByTimeAsync(2 ** 31 + 10_000);
    expect((await next).value).toMatchObject({ outcome: "applied" });
    await run.next();
  });

  test.each([
    ["a lost connection", { code: "connection-failed", outcome: "unknown" }, 3],
    ["a refused connection", { code: "connection-failed", outcome: "not-applied" }, 3],
    ["a time limit", { code: "timed-out", outcome: "unknown" }, 3],
    ["408", { code: "rejected", outcome: "unknown", status: 408 }, 3],
    ["500", { code: "server-error", outcome: "unknown", status: 500 }, 3],
    ["501", { code: "server-error", outcome: "unknown", status: 501 }, 1],
    ["a reply that cannot be read", { code: "unreadable-reply", outcome: "unknown", status: 200 }, 1],
    ["an abort of the client's own", { code: "aborted", outcome: "unknown", status: 503 }, 1],
    ["404", { code: "not-found", outcome: "not-applied", status: 404 }, 1],
  ] as const)(
    "makes as many requests after %s as there are retries, or one",
    async (_, failure, requests) => {
      const answer: Answer = { kind: "fails", afterMs: 10, ...failure };
      const { client, calls } = answering({ 0: Array(9).fill(answer) });
      await take(updateAll(client, entries(1)));
      expect(calls).toHaveLength(requests);
    },
  );

  test.each<[string, number, Answer[], Answer[]]>([
    ["after any answer of the service", 1_030, [rateLimited(), notFound], [rateLimited()]],
    ["not after a refusal of the guard", 1_530, [rateLimited(), refusedHere], [rateLimited()]],
  ])("begins the backoff anew %s", async (_, third, first, second) => {
    withoutJitter();
    expect((await starts({ 0: first, 1: second }, 2, { concurrency: 1 })).slice(1)).toEqual([
      510,
      520,
      third,
    ]);
  });

  test("does not begin the backoff anew after an answer to a request from before the pause", async () => {
    withoutJitter();
    const slow: Answer = { kind: "applied", afterMs: 100 };
    expect(await starts({ 0: [rateLimited(), rateLimited()], 1: [slow] }, 2)).toEqual([0, 0, 510, 1_520]);
  });
});
