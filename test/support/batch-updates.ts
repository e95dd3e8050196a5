// Updates and answers that the suites of the batch share.
import { vi } from "vitest";
import type { Update, UpdateResult } from "../../src/batch/index.ts";
import { type Answer, fakeClient } from "./fake-client.ts";

/** UUID of the record with that number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${`${number}`.padStart(12, "0")}`;

/** Update of a record of its own, whose patch carries its position. */
export const entry = (index: number): Update => ({
  operation: "updateDataEntry",
  path: { data_id: uuid(index) },
  patch: { raw_name: `${index}` },
});

export const entries = (count: number): Update[] => Array.from({ length: count }, (_, index) => entry(index));

export const applied: Answer = { kind: "applied", afterMs: 10 };
export const rateLimited = (retryAfterMs?: number): Answer => ({
  kind: "fails",
  afterMs: 10,
  code: "rate-limited",
  outcome: "not-applied",
  status: 429,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
export const notFound: Answer = {
  kind: "fails",
  afterMs: 10,
  code: "not-found",
  outcome: "not-applied",
  status: 404,
};
export const unavailable: Answer = {
  kind: "fails",
  afterMs: 10,
  code: "server-error",
  outcome: "unknown",
  status: 503,
};

/** Client that answers each update by its own list, and applies it when the list is used up. */
export function answering(lists: Readonly<Record<number, readonly Answer[]>> = {}) {
  return fakeClient(
    (index, attempt) => lists[index]?.[attempt] ?? applied,
    ({ raw_name, mp_id }) => Number(raw_name ?? mp_id),
  );
}

/** Outcomes of the results by the position of their updates. */
export const outcomes = (results: readonly UpdateResult[]): string[] => {
  const list: string[] = [];
  for (const { index, outcome } of results) list[index] = outcome;
  return list;
};

export interface Taken {
  readonly results: UpdateResult[];
  readonly summary: unknown;
  readonly error: unknown;
}

/** Takes every result of a run while the test's clock runs. */
export async function take(run: AsyncGenerator<UpdateResult, unknown, undefined>): Promise<Taken> {
  const results: UpdateResult[] = [];
  let summary: unknown;
  let error: unknown;
  let isOver = false;
  const over = (async () => {
    for (let step = await run.next(); ; step = await run.next()) {
      if (step.done) {
        summary = step.value;
        return;
      }
      results.push(step.value);
    }
  })()
    .catch((caught: unknown) => {
      error = caught;
    })
    .finally(() => {
      isOver = true;
    });
  while (!isOver) await vi.advanceTimersByTimeAsync(50);
  await over;
  return { results, summary, error };
}

export function useTestClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
}
