import { type Attempt, attemptOnce, type Call, isRedirect, outcomeOfStatus } from "./attempt.ts";
import { isUnsent } from "./cause.ts";
import type { AttemptEvent, ClientOptions } from "./config.ts";
import type { Outcome } from "./errors.ts";
import { isPassing, readRetryAfter, waitBefore } from "./retry.ts";

/** How a call ended, after all its attempts. */
export interface Ending extends Attempt {
  /** Number of attempts that were sent. */
  readonly attempts: number;
  /** Most uncertain outcome of all attempts; a success settles it. */
  readonly outcome: Outcome;
  /** Limit that the last attempt was under, in milliseconds. */
  readonly limitMs: number;
  /** What `Retry-After` asked for, else the wait that the total limit left no room for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Keys that were sent, to be kept out of everything that is told. */
  readonly keys: ReadonlySet<string>;
}

/** Sends a call, and again while that is harmless, of use and within its limits. Never rejects. */
export async function send(call: Call): Promise<Ending> {
  const { timeoutMs, totalTimeoutMs, maxRetries, signal } = call.limits;
  const started = performance.now();
  const keys = new Set<string>();
  let outcome: Outcome = "not-applied";

  for (let attempts = 1; ; attempts++) {
    const attemptStarted = performance.now();
    const limitMs = Math.min(timeoutMs, totalTimeoutMs - (attemptStarted - started));
    const attempt = await attemptOnce(call, limitMs, keys);
    const ended = performance.now();

    const attemptOutcome = outcomeOf(attempt);
    // Once an attempt is in doubt, a refusal of the next one does not settle it; a success does.
    if (outcome === "not-applied" || attemptOutcome === "applied") outcome = attemptOutcome;

    let retryAfterMs = readRetryAfter(attempt.reply?.headers.get("retry-after") ?? null, Date.now());
    let waitMs: number | undefined;
    if (isWorthAnother(attempt) && attempts <= maxRetries) {
      waitMs = waitBefore(attempts, retryAfterMs);
      if (ended - started + waitMs >= totalTimeoutMs) {
        retryAfterMs ??= waitMs;
        waitMs = undefined;
      }
    }
    if (attempt.sent && call.config.onAttempt) {
      const { reply } = attempt;
      tell(call.config.onAttempt, {
        operationId: call.operationId(),
        attempt: attempts,
        status: reply?.status || undefined,
        durationMs: ended - attemptStarted,
        outcome: attemptOutcome,
        waitMs,
      });
    }
    if (waitMs === undefined) {
      return {
        ...attempt,
        attempts: attempt.sent ? attempts : attempts - 1,
        outcome,
        limitMs,
        retryAfterMs,
        keys,
      };
    }
    await sleep(waitMs, signal);
  }
}

function outcomeOf({ end, sent, reply, cause }: Attempt): Outcome {
  if (reply === undefined) return !sent || (end === "lost" && isUnsent(cause)) ? "not-applied" : "unknown";
  // A fetch that follows redirects of its own accord may have sent the update anywhere.
  if (isRedirect(reply)) return reply.redirected ? "unknown" : "not-applied";
  return outcomeOfStatus(reply.status);
}

function isWorthAnother({ end, reply }: Attempt): boolean {
  if (end === "aborted" || end === "no-key") return false;
  return reply === undefined || (isPassing(reply.status) && !isRedirect(reply));
}

/** Waits, but not beyond an abort. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    if (signal?.aborted) wake();
    else signal?.addEventListener("abort", wake);
  });
}

function tell(onAttempt: NonNullable<ClientOptions["onAttempt"]>, event: AttemptEvent): void {
  try {
    // An async function is a valid listener too, and its rejection must not end the process.
    Promise.resolve(onAttempt(event)).catch(() => {});
  } catch {}
}
