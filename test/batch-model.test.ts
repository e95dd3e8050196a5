// updateAll over random interleavings, on a clock of the test's own: what must hold whatever happens.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import { type Update, type UpdateAllOptions, type UpdateResult, updateAll } from "../src/batch/index.ts";
import { operationIds } from "./support/call-operation.ts";
import { type Answer, fakeClient, type LoggedCall } from "./support/fake-client.ts";
import { positionIn, updateOf } from "./support/update-of.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const afterMs = fc.integer({ min: 0, max: 300 });
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("applied" as const), afterMs }) },
  fc.record({ kind: fc.constantFrom("throws" as const, "no-error" as const), afterMs }),
  fc.record({
    kind: fc.constant("fails" as const),
    afterMs,
    code: fc.constant("rate-limited" as const),
    outcome: fc.constant("not-applied" as const),
    status: fc.constant(429),
    retryAfterMs: fc.integer({ min: 0, max: 3_000 }),
  }),
  fc
    .tuple(
      afterMs,
      fc.constantFrom(
        { code: "not-found", outcome: "not-applied", status: 404 } as const,
        { code: "server-error", outcome: "unknown", status: 500 } as const,
        { code: "server-error", outcome: "unknown", status: 503, retryAfterMs: 700 } as const,
        { code: "connection-failed", outcome: "not-applied" } as const,
        { code: "timed-out", outcome: "unknown" } as const,
        { code: "unreadable-reply", outcome: "applied", status: 204 } as const,
      ),
    )
    .map(([afterMs, failure]) => ({ kind: "fails" as const, afterMs, ...failure })),
);

/** Its record, so that the test can tell which updates exclude each other. */
type Planned = { readonly record: string; readonly update: (index: number) => Update };
const planned: fc.Arbitrary<Planned> = fc
  .tuple(fc.constantFrom(...operationIds), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .map(([operation, number, isOdd]) => {
    // A record that the body names in its last way may be any record of the operation.
    const isAny = isOdd && operations[operation].requireAnyOf.some((ways) => ways.length > 1);
    return {
      record: isAny ? operation : `${operation} ${number}`,
      update: (index: number): Update => updateOf(operation, number, index, isOdd),
    };
  });

const excludes = (one: string, other: string): boolean =>
  one === other || other.startsWith(`${one} `) || one.startsWith(`${other} `);

const scenario = fc.record({
  plans: fc.array(fc.tuple(planned, fc.array(answer, { maxLength: 4 })), { maxLength: 30 }),
  given: fc.constantFrom("array", "iterable", "async iterable"),
  /** Position at which reading throws. */
  throwsAt: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 3 }),
  concurrency: fc.integer({ min: 1, max: 5 }),
  maxRetries: fc.integer({ min: 0, max: 2 }),
  stopAfter: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 3, nil: undefined }),
  requestsPerSecond: fc.option(fc.integer({ min: 2, max: 50 }), { freq: 4, nil: undefined }),
  abortAtMs: fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 3 }),
  /** Number of results after which the consumer leaves. */
  takes: fc.option(fc.integer({ min: 1, max: 20 }), { freq: 3 }),
  consumerMs: fc.constantFrom(0, 0, 40, 400),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

async function play({ plans, given, throwsAt, abortAtMs, takes, consumerMs, ...options }: Scenario) {
  const fake = fakeClient(
    (index, attempt) => plans[index]?.[1][attempt] ?? { kind: "applied", afterMs: 10 },
    positionIn,
  );
  const updates = plans.map(([{ update }], index) => update(index));
  const boom = new Error("boom");
  let read = 0;
  let taken = 0;
  let furthest = 0;
  let hasThrown = false;
  let leftAfter: number | undefined;
  /** Timers of the source; a run that was left does not wait for the one that may be pending. */
  let reading = 0;
  function* readSome(): Generator<Update> {
    for (const update of updates) {
      if (read === throwsAt) {
        hasThrown = true;
        throw boom;
      }
      read += 1;
      furthest = Math.max(furthest, read - taken);
      yield update;
    }
  }
  async function* readSlowly(): AsyncGenerator<Update> {
    for (const update of readSome()) {
      reading += 1;
      await new Promise((resolve) => setTimeout(resolve, 7));
      reading -= 1;
      yield update;
    }
  }
  const source = { array: updates, iterable: readSome(), "async iterable": readSlowly() }[given] as Update[];
  const controller = new AbortController();
  const abortTimer = abortAtMs !== null && setTimeout(() => controller.abort(), abortAtMs);
  const settings: UpdateAllOptions = { ...options, signal: controller.signal };

  const results: UpdateResult[] = [];
  let error: unknown;
  const run = updateAll(fake.client, source, settings);
  const consume = async (): Promise<void> => {
    for await (const result of run) {
      taken += 1;
      results.push(result);
      if (consumerMs > 0) await new Promise((resolve) => setTimeout(resolve, consumerMs));
      if (taken === takes) {
        leftAfter = fake.calls.length;
        break;
      }
    }
  };
  let isOver = false;
  const over = consume()
    .catch((caught: unknown) => {
      error = caught;
    })
    .finally(() => {
      isOver = true;
    });
  while (!isOver) await vi.advanceTimersByTimeAsync(100);
  await over;
  if (abortTimer) clearTimeout(abortTimer);
  const timers = vi.getTimerCount() - reading;
  const left = { active: fake.active(), calls: leftAfter ?? fake.calls.length, timers };
  await vi.advanceTimersByTimeAsync(20_000);
  const wasLeft = takes !== null && results.length === takes;
  const surfaces = hasThrown && !wasLeft;
  return {
    ...fake,
    results,
    error,
    boom,
    surfaces,
    read,
    furthest,
    left,
    wasLeft,
    updates,
  };
}

type Played = Awaited<ReturnType<typeof play>>;

/** What the answers that an update has met mean for its record. */
function outcomeOf(calls: readonly LoggedCall[]): UpdateResult["outcome"] {
  let outcome: UpdateResult["outcome"] = "not-sent";
  for (const { answer } of calls) {
    const own = answer.kind === "fails" ? answer.outcome : answer.kind === "applied" ? "applied" : "unknown";
    if (outcome !== "unknown" || own === "applied") outcome = own;
  }
  return outcome;
}

function holds(name: string, check: (played: Played, scenario: Scenario) => void): void {
  test(`updateAll: ${name}`, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => check(await play(given), given)),
      { numRuns: RUNS },
    );
  }, 600_000);
}

holds(
  "reports every update that was read once, unless the consumer leaves",
  (played, { given, abortAtMs, stopAfter }) => {
    const indexes = played.results.map(({ index }) => index);
    expect(new Set(indexes).size).toBe(indexes.length);
    if (played.wasLeft) return;
    const expected = given === "array" ? played.updates.length : played.read;
    // A value that was being read when the run was stopped is not part of it.
    const isCut = given === "async iterable" && indexes.length === expected - 1;
    if (!isCut)
      expect(indexes.sort((a, b) => a - b)).toEqual(Array.from({ length: expected }, (_, index) => index));
    // What a source throws is surfaced, but for one that was reading when the run was stopped.
    if (given !== "async iterable" || played.error)
      expect(played.error).toBe(played.surfaces ? played.boom : undefined);
    else if (abortAtMs === null && !stopAfter) expect(played.surfaces).toBe(false);
  },
);

holds("gives the most uncertain outcome of an update's requests, which only a success settles", (played) => {
  for (const { index, outcome, error, record } of played.results) {
    expect(outcome).toBe(outcomeOf(played.calls.filter((call) => call.index === index)));
    if (outcome !== "applied") expect(error).toBeInstanceOf(Error);
    if (outcome === "not-applied" || outcome === "unknown")
      expect((error as { outcome?: string }).outcome ?? "unknown").toBe(outcome);
    if (outcome === "applied" && !error) expect(record).toEqual({ id: index });
  }
});

holds("sends updates of one record one after the other, in their order", ({ calls }, { plans }) => {
  const recordOf = (call: LoggedCall): string => plans[call.index]?.[0].record as string;
  for (const [position, call] of calls.entries()) {
    for (const earlier of calls.slice(0, position)) {
      if (earlier.index === call.index || !excludes(recordOf(earlier), recordOf(call))) continue;
      expect(earlier.index).toBeLessThan(call.index);
      expect(earlier.endedAt).toBeLessThanOrEqual(call.startedAt);
    }
  }
});

holds("starts no request while the gate is closed", ({ calls }) => {
  for (const { answer, endedAt } of calls) {
    if (answer.kind !== "fails" || answer.retryAfterMs === undefined || endedAt === undefined) continue;
    for (const { startedAt } of calls) {
      if (startedAt > endedAt) expect(startedAt).toBeGreaterThanOrEqual(endedAt + answer.retryAfterMs);
    }
  }
});

holds("keeps within concurrency, the rate, retries and what it may read ahead", (played, given) => {
  const { concurrency, maxRetries, requestsPerSecond } = given;
  for (const { active } of played.calls) expect(active).toBeLessThanOrEqual(concurrency);
  expect(played.furthest).toBeLessThanOrEqual(4 * concurrency + 1);
  const starts = played.calls.map(({ startedAt }) => startedAt);
  for (const [position, startedAt] of starts.slice(1).entries()) {
    const interval = startedAt - (starts[position] as number);
    if (requestsPerSecond) expect(interval).toBeGreaterThanOrEqual(1_000 / requestsPerSecond - 0.001);
  }
  for (const index of played.updates.keys()) {
    const own = played.calls.filter((call) => call.index === index);
    const retried = own.filter(({ answer }) => answer.kind === "fails" && answer.retryAfterMs === undefined);
    expect(retried.length).toBeLessThanOrEqual(maxRetries + 1);
  }
});

holds("leaves nothing running when it is over, however it ends", ({ left, calls }) => {
  expect(left).toEqual({ active: 0, calls: calls.length, timers: 0 });
});
