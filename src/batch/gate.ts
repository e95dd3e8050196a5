import { backoffAfter } from "../retry.ts";

/** Decides when the next request of a run may start. It holds no timer: whoever waits asks again. */
export interface Gate {
  /** Lets a request start now, where the result is not above 0; else gives the time until one may, in milliseconds. */
  enter(): number;
  /**
   * Stops new requests until the time that the service names, else for a backoff, and a random time more.
   * Returns false where the service lets nothing through for longer than the longest pause allowed.
   */
  close(retryAfterMs: number | undefined): boolean;
  /** Forgets earlier refusals, because the service has answered a request. */
  answered(): void;
  /** Time at which the pause ends; undefined where there is none. */
  pausedUntil(): Date | undefined;
}

export function createGate(requestsPerSecond: number, maxPauseMs: number): Gate {
  let opensAt = 0;
  let nextStart = 0;
  let refusals = 0;
  let refusedSince = 0;
  const pauseMs = (): number => opensAt - performance.now();

  return {
    enter() {
      const now = performance.now();
      const waitMs = Math.max(opensAt, nextStart) - now;
      if (waitMs <= 0) nextStart = now + 1_000 / requestsPerSecond;
      return waitMs;
    },
    close(retryAfterMs) {
      const now = performance.now();
      if (refusals === 0) refusedSince = now;
      // Of the requests that were under way together, only the first refusal lengthens the backoff.
      if (now >= opensAt) refusals += 1;
      const backoff = backoffAfter(refusals);
      const due = now + (retryAfterMs ?? backoff);
      opensAt = Math.max(opensAt, due + Math.random() * backoff);
      return due - refusedSince <= maxPauseMs;
    },
    answered() {
      // During a pause, the answer is to a request from before it.
      if (pauseMs() <= 0) refusals = 0;
    },
    pausedUntil: () => (pauseMs() > 0 ? new Date(Date.now() + pauseMs()) : undefined),
  };
}
