import { attempt, type Call } from "./attempt.ts";
import { readCauses } from "./causes.ts";
import { pause } from "./deadline.ts";
import type { ErrorCode, Outcome } from "./errors.ts";
import { callQuietly } from "./promise.ts";
import { readHeader } from "./reply.ts";
import { isRetryable, readRetryAfter, waitBefore } from "./retry.ts";
import { type Facts, judge } from "./verdict.ts";

/** How a call ended, after all its attempts. */
export interface CallResult {
  /** What failed; undefined where the last attempt returned the record. */
  readonly code: ErrorCode | undefined;
  /** Most uncertain outcome of all attempts; a success settles it. */
  readonly outcome: Outcome;
  /** Facts of the last attempt. */
  readonly facts: Facts;
  /** Number of times that `fetch` was called. */
  readonly attempts: number;
  /** Option that limited the last attempt. */
  readonly limit: "timeoutMs" | "totalTimeoutMs";
  /** What `Retry-After` asked for, else the wait that the total limit left no room for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Keys that were sent. */
  readonly keys: readonly string[];
}

/** Sends a call, and again while that is harmless, of use and within its limits. Never rejects. */
export async function send(call: Call): Promise<CallResult> {
  const { maxRetries, timeoutMs, totalTimeoutMs, signal, onAttempt } = call.settings;
  const begun = performance.now();
  const keys: string[] = [];
  let outcome: Outcome = "not-applied";
  let attempts = 0;

  for (let number = 1; ; number++) {
    const started = performance.now();
    const leftMs = totalTimeoutMs - (started - begun);
    const limit = leftMs < timeoutMs ? "totalTimeoutMs" : "timeoutMs";
    // An attempt that fails in a way that nobody thought of may have sent something.
    const facts = await attempt(call, Math.min(timeoutMs, leftMs), keys).catch(
      (cause: unknown): Facts => ({ sent: true, causes: readCauses(cause) }),
    );
    const ended = performance.now();
    const verdict = judge(facts);
    const { code } = verdict;
    if (facts.sent) attempts += 1;
    // Once an attempt is in doubt, a refusal of the next one does not settle it; a success does.
    if (outcome === "not-applied" || verdict.outcome === "applied") outcome = verdict.outcome;

    let retryAfterMs: number | undefined;
    let waitMs: number | undefined;
    // An update that was applied is not due again, whatever its reply says.
    if (code !== undefined && outcome !== "applied") {
      const { reply } = facts;
      retryAfterMs = readRetryAfter(readHeader(reply, "retry-after"), readHeader(reply, "date"));
      if (number <= maxRetries && isRetryable(code, reply?.status)) {
        const wait = waitBefore(number, retryAfterMs);
        // The timer of an attempt that used up what was left may have fired a little early.
        const isSpent = code === "timed-out" && limit === "totalTimeoutMs";
        if (!isSpent && ended - begun + wait < totalTimeoutMs) waitMs = wait;
        else retryAfterMs ??= wait;
      }
    }
    if (facts.sent && onAttempt) {
      const event = {
        operationId: call.operationId,
        attempt: attempts,
        status: facts.reply?.status,
        durationMs: ended - started,
        outcome: verdict.outcome,
        waitMs,
      };
      // What the user's listener throws or rejects with must not fail a write.
      callQuietly(() => onAttempt(event));
    }
    if (waitMs === undefined) return { code, outcome, facts, attempts, limit, retryAfterMs, keys };
    // An abort ends the wait, and the next attempt finds it.
    await pause(waitMs, signal);
  }
}
