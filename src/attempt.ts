import { type CallConfig, type Config, checkKey, type FetchReply } from "./config.ts";
import type { Outcome } from "./errors.ts";

// Timers hold 31 bits; a longer wait would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One call, checked and ready to be sent. */
export interface Call {
  readonly config: Config;
  readonly limits: Omit<CallConfig, "headers">;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Looked up only where it is told: in an error or an event. */
  readonly operationId: () => string;
}

/** How one attempt ended. */
export interface Attempt {
  readonly end: "answered" | "lost" | "timed-out" | "aborted" | "no-key";
  /** Whether fetch was called, so that something may have reached the service. */
  readonly sent: boolean;
  /** Present as soon as status and headers have arrived. */
  readonly reply: FetchReply | undefined;
  /** Text of the body, where it was read to its end. */
  readonly content: string | undefined;
  readonly cause: unknown;
}

/** Tells whether a reply sends the client elsewhere, which it never follows; browsers show only that it does. */
export function isRedirect(reply: FetchReply): boolean {
  return (
    reply.type === "opaqueredirect" ||
    reply.redirected === true ||
    (reply.status >= 300 && reply.status < 400)
  );
}

/** Sends a call once, within a time limit that covers the reply's body. Never rejects. */
export function attemptOnce(call: Call, limitMs: number, keys: Set<string>): Promise<Attempt> {
  const { signal } = call.limits;
  return new Promise((resolve) => {
    const controller = new AbortController();
    let sent = false;
    let reply: FetchReply | undefined;

    const settle = (end: Attempt["end"], content?: string, cause?: unknown): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve({ end, sent, reply, content, cause });
    };
    // Settled before the request is cut, so that a fetch that ignores its signal cannot hold the call.
    const stop = (end: Attempt["end"]): void => {
      settle(end);
      controller.abort();
    };
    const abort = (): void => stop("aborted");
    const timer = setTimeout(stop, Math.min(Math.max(limitMs, 0), LONGEST_TIMER_MS), "timed-out");
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);

    const run = async (): Promise<void> => {
      let { apiKey } = call.config;
      try {
        if (typeof apiKey === "function") {
          const key: unknown = await apiKey();
          checkKey(key, call.config.keySource);
          apiKey = key;
        }
      } catch (cause) {
        return settle("no-key", undefined, cause);
      }
      if (controller.signal.aborted) return;
      keys.add(apiKey);
      try {
        sent = true;
        reply = await (call.config.fetch ?? globalThis.fetch)(call.url, {
          method: call.method,
          // In lower case, as all the others are, so that it takes the place of any other.
          headers: { ...call.headers, "x-api-key": apiKey },
          ...(call.body !== undefined && { body: call.body }),
          redirect: "manual",
          signal: controller.signal,
        });
        if (isRedirect(reply)) return stop("answered");
        settle("answered", await reply.text());
      } catch (cause) {
        settle("lost", undefined, cause);
      }
    };
    void run();
  });
}

/** Tells whether a reply's status says that the update was made. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Tells whether an attempt brought a success whose body was read to its end. */
export function hasRecord<T extends Attempt>(
  attempt: T,
): attempt is T & { reply: FetchReply; content: string } {
  const { reply, content } = attempt;
  return reply !== undefined && content !== undefined && isSuccess(reply.status);
}

/** Tells what a reply means for the stored record, by its status. */
export function outcomeOfStatus(status: number): Outcome {
  if (isSuccess(status)) return "applied";
  return status === 408 || status >= 500 ? "unknown" : "not-applied";
}
