import { cleaner, isUnsent } from "./cause.ts";
import { type FetchReply, faultOfKey, type Settings } from "./config.ts";
import type { Outcome } from "./errors.ts";
import { isPassing, readRetryAfter, waitBefore } from "./retry.ts";

// Timers hold 31 bits; a longer wait would end at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One call, checked and ready to be sent. */
export interface Call extends Settings {
  readonly operationId: string;
  readonly method: string;
  readonly url: string;
  /** JSON text; empty where createFetchClient was given no body. */
  readonly body: string;
}

/** How an attempt ended. */
interface Attempt {
  end: "answered" | "connection-failed" | "timed-out" | "aborted" | "invalid-config";
  /** Whether fetch was called, so that something may have reached the service. */
  sent: boolean;
  /** Present as soon as status and headers have arrived. */
  reply: FetchReply | undefined;
  /** Text of the reply's body, where it was read to its end. */
  content: string | undefined;
  cause: unknown;
}

/** How a call ended, after all its attempts. */
export interface Ending extends Readonly<Attempt> {
  /** Number of attempts that were sent. */
  readonly attempts: number;
  /** Most uncertain outcome of all attempts; a success settles it. */
  readonly outcome: Outcome;
  /** Limit that the last attempt was under, in milliseconds. */
  readonly limitMs: number;
  /** What `Retry-After` asked for, else the wait that the total limit left no room for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Removes the keys that were sent from a text that is to be told. */
  readonly clean: (text: string) => string;
}

/** Tells whether a reply's status says that the update was made. */
export function isSuccess({ status }: FetchReply): boolean {
  return status >= 200 && status < 300;
}

/** Tells whether a reply sends the client elsewhere; browsers show no more than that it does. */
export function isRedirect({ status, type, redirected }: FetchReply): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect" || redirected === true;
}

/** Sends a call, and again while that is harmless, of use and within its limits. Never rejects. */
export async function send(call: Call): Promise<Ending> {
  const { operationId, maxRetries, timeoutMs, totalTimeoutMs, onAttempt, signal } = call;
  const begun = performance.now();
  const keys = new Set<string>();
  let outcome: Outcome = "not-applied";

  for (let attempt = 1; ; attempt++) {
    const started = performance.now();
    const limitMs = Math.min(timeoutMs, totalTimeoutMs - (started - begun));
    const last = await attemptOnce(call, limitMs, keys);
    const { end, sent, reply } = last;
    const ended = performance.now();

    const attemptOutcome = outcomeOf(last);
    // Once an attempt is in doubt, a refusal of the next one does not settle it; a success does.
    if (outcome === "not-applied" || attemptOutcome === "applied") outcome = attemptOutcome;

    let retryAfterMs = readRetryAfter(reply?.headers.get("retry-after"), Date.now());
    let waitMs: number | undefined;
    const another = reply ? isPassing(reply.status) && !isRedirect(reply) : /failed|timed/.test(end);
    if (another && end !== "aborted" && attempt <= maxRetries) {
      const wait = waitBefore(attempt, retryAfterMs);
      if (ended - begun + wait < totalTimeoutMs) waitMs = wait;
      else retryAfterMs ??= wait;
    }
    if (sent && onAttempt) {
      const status = reply?.status || undefined;
      const event = {
        operationId,
        attempt,
        status,
        durationMs: ended - started,
        outcome: attemptOutcome,
        waitMs,
      };
      // An async listener is dropped like any other when it throws.
      new Promise((resolve) => resolve(onAttempt(event))).catch(() => {});
    }
    if (waitMs === undefined) {
      return {
        ...last,
        attempts: sent ? attempt : attempt - 1,
        outcome,
        limitMs,
        retryAfterMs,
        clean: cleaner(keys),
      };
    }
    await within(waitMs, signal);
  }
}

function outcomeOf({ sent, reply, cause }: Attempt): Outcome {
  if (!reply) return sent && !isUnsent(cause) ? "unknown" : "not-applied";
  // A fetch that follows redirects of its own accord may have sent the update anywhere.
  if (isRedirect(reply)) return reply.redirected ? "unknown" : "not-applied";
  if (isSuccess(reply)) return "applied";
  return reply.status === 408 || reply.status >= 500 ? "unknown" : "not-applied";
}

/** Sends a call once, within a time limit that covers the reply's body. */
async function attemptOnce(call: Call, limitMs: number, keys: Set<string>): Promise<Attempt> {
  const { apiKey, keySource, method, url, headers, body, signal } = call;
  const attempt: Attempt = {
    end: "aborted",
    sent: false,
    reply: undefined,
    content: undefined,
    cause: undefined,
  };
  const controller = new AbortController();
  const run = async (): Promise<Attempt["end"]> => {
    try {
      const key = typeof apiKey === "string" ? apiKey : await apiKey();
      const fault = faultOfKey(key, keySource);
      if (fault) throw new Error(fault);
      if (controller.signal.aborted) return "aborted";
      keys.add(key);
      attempt.sent = true;
      attempt.reply = await (call.fetch ?? globalThis.fetch)(url, {
        method,
        // In lower case, as the others are, so that it takes the place of any other.
        headers: { ...headers, "x-api-key": key },
        body,
        redirect: "manual",
        signal: controller.signal,
      });
      if (isRedirect(attempt.reply)) controller.abort();
      else attempt.content = await attempt.reply.text();
      return "answered";
    } catch (cause) {
      attempt.cause = cause;
      return attempt.sent ? "connection-failed" : "invalid-config";
    }
  };
  if (!signal?.aborted) attempt.end = await within(limitMs, signal, run());
  if (attempt.end === "aborted" || attempt.end === "timed-out") controller.abort();
  // A fetch that ignores its signal may go on, but not in what is told of the attempt.
  return { ...attempt };
}

/** Waits for work to end, but not beyond a time limit or an abort, and leaves no timer or listener behind. */
function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work?: Promise<T>,
): Promise<T | "timed-out" | "aborted"> {
  return new Promise((resolve) => {
    const end = (value: T | "timed-out" | "aborted"): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(value);
    };
    const abort = (): void => end("aborted");
    const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS), "timed-out");
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort);
    work?.then(end);
  });
}
