import { cleaner, isUnsent } from "./cause.ts";
import { type FetchReply, faultOfKey, type Settings } from "./config.ts";
import type { ErrorCode, Outcome } from "./errors.ts";
import { isPassing, readRetryAfter, waitBefore } from "./retry.ts";

// Timers hold 31 bits; a longer wait would end at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "unprocessable",
  429: "rate-limited",
};

/** One call, checked and ready to be sent. */
export interface Call {
  readonly settings: Settings;
  readonly operationId: string;
  readonly url: string;
  readonly method: string;
  /** Names in lower case, so that one can take the place of another. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; empty where createFetchClient was given no body. */
  readonly body: string;
}

/** How an attempt ended. */
interface Attempt {
  /** What failed, if something did: a success is "unreadable-reply" until its body has been read as a record. */
  code: ErrorCode;
  outcome: Outcome;
  /** Whether fetch was called, so that something may have reached the service. */
  sent: boolean;
  /** Present as soon as status and headers have arrived. */
  reply: FetchReply | undefined;
  /** Text of the reply's body, where it was read to its end. */
  content: string | undefined;
  cause: unknown;
}

/** How a call ended, after all its attempts. */
export interface Ending {
  readonly code: ErrorCode;
  readonly reply: FetchReply | undefined;
  readonly content: string | undefined;
  readonly cause: unknown;
  /** Number of attempts that were sent. */
  readonly attempts: number;
  /** Most uncertain outcome of all attempts; a success settles it. */
  readonly outcome: Outcome;
  /** HTTP status of the reply; undefined where none came or a browser hides it. */
  readonly status: number | undefined;
  /** Option that limited the last attempt. */
  readonly limit: "timeoutMs" | "totalTimeoutMs";
  /** What `Retry-After` asked for, else the wait that the total limit left no room for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Removes the keys that were sent from a text that is to be told. */
  readonly clean: (text: string) => string;
}

/** Sends a call, and again while that is harmless, of use and within its limits. Never rejects. */
export async function send(call: Call): Promise<Ending> {
  const { operationId, settings } = call;
  const { maxRetries, timeoutMs, totalTimeoutMs, onAttempt, signal } = settings;
  const begun = performance.now();
  const keys: string[] = [];
  let outcome: Outcome = "not-applied";

  for (let attempt = 1; ; attempt++) {
    const started = performance.now();
    const leftMs = totalTimeoutMs - (started - begun);
    const limit = leftMs < timeoutMs ? "totalTimeoutMs" : "timeoutMs";
    const last = await attemptOnce(call, Math.min(timeoutMs, leftMs), keys);
    const ended = performance.now();
    const { code, sent, reply, content, cause } = last;
    const status = reply?.status || undefined;
    // Once an attempt is in doubt, a refusal of the next one does not settle it; a success does.
    if (outcome === "not-applied" || last.outcome === "applied") outcome = last.outcome;

    let retryAfterMs: number | undefined;
    let waitMs: number | undefined;
    // What was applied is due no more, whatever its reply says.
    if (outcome !== "applied") {
      retryAfterMs = readRetryAfter(reply?.headers.get("retry-after") ?? "");
      if (attempt <= maxRetries && isPassing(status) && !/aborted|config|redirect/.test(code)) {
        const wait = waitBefore(attempt, retryAfterMs);
        // The timer of an attempt that used up what was left may have fired a little early.
        const spent = code === "timed-out" && limit === "totalTimeoutMs";
        if (!spent && ended - begun + wait < totalTimeoutMs) waitMs = wait;
        else retryAfterMs ??= wait;
      }
    }
    if (sent && onAttempt) {
      const durationMs = ended - started;
      const event = { operationId, attempt, status, durationMs, outcome: last.outcome, waitMs };
      // An async listener is dropped like any other when it throws.
      new Promise((resolve) => resolve(onAttempt(event))).catch(() => {});
    }
    if (waitMs === undefined) {
      const attempts = sent ? attempt : attempt - 1;
      const clean = cleaner(keys);
      // Not copied from the attempt: Node 20 takes a microsecond for each property that is added to a copy.
      return { code, outcome, attempts, status, reply, content, cause, limit, retryAfterMs, clean };
    }
    await within(waitMs, signal);
  }
}

/** Puts down what a reply says; browsers show no more of a redirect than that it is one. */
function judge({ status, type, redirected }: FetchReply, attempt: Attempt): ErrorCode {
  if ((status >= 300 && status < 400) || type === "opaqueredirect" || redirected) {
    attempt.code = "redirect-refused";
    // A fetch that follows redirects of its own accord may have sent the update anywhere.
    attempt.outcome = redirected ? "unknown" : "not-applied";
  } else if (status >= 200 && status < 300) {
    attempt.code = "unreadable-reply";
    attempt.outcome = "applied";
  } else {
    attempt.code = CODES[status] ?? (status < 500 ? "rejected" : "server-error");
    attempt.outcome = status < 500 && status !== 408 ? "not-applied" : "unknown";
  }
  return attempt.code;
}

/** Sends a call once, within a time limit that covers the reply's body. */
async function attemptOnce(call: Call, limitMs: number, keys: string[]): Promise<Attempt> {
  const { settings, url, method, headers, body } = call;
  const { apiKey, keySource, signal, fetch = globalThis.fetch } = settings;
  const attempt: Attempt = {
    code: "invalid-config",
    outcome: "not-applied",
    sent: false,
    reply: undefined,
    content: undefined,
    cause: undefined,
  };
  const end = await within(limitMs, signal, async (controller) => {
    try {
      const key = typeof apiKey === "string" ? apiKey : await apiKey();
      const fault = faultOfKey(key, keySource);
      if (fault) throw new Error(fault);
      if (controller.signal.aborted) return;
      keys.push(key);
      attempt.code = "connection-failed";
      attempt.outcome = "unknown";
      attempt.sent = true;
      const reply = await fetch(url, {
        method,
        headers: Object.assign({}, headers, { "x-api-key": key }),
        body,
        redirect: "manual",
        signal: controller.signal,
      });
      attempt.reply = reply;
      if (judge(reply, attempt) === "redirect-refused") controller.abort();
      // Workers leave the byte order mark that all other runtimes take off.
      else attempt.content = (await reply.text()).replace(/^\uFEFF/, "");
    } catch (cause) {
      attempt.cause = cause;
      if (!attempt.reply && isUnsent(cause)) attempt.outcome = "not-applied";
    }
  });
  // A refusal whose body did not arrive in time is a refusal all the same.
  const isRefused = attempt.reply && attempt.outcome !== "applied";
  if (end === "aborted" || (end && !isRefused)) attempt.code = end;
  // A fetch that ignores its signal may go on, but not in what is told of the attempt.
  return { ...attempt };
}

/**
 * Waits for work to end, but not beyond a time limit or an abort, which abort the work too.
 * Says which of them ended it, and leaves no timer or listener behind.
 */
function within(
  ms: number,
  signal: AbortSignal | undefined,
  work?: (controller: AbortController) => Promise<void>,
): Promise<"timed-out" | "aborted" | undefined> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (reason?: "timed-out" | "aborted"): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(reason);
      if (reason) controller.abort();
    };
    const abort = (): void => end("aborted");
    const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS), "timed-out");
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    work?.(controller).then(() => end());
  });
}
