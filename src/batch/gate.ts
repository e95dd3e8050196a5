const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** Decides when the next request of a run may start. It holds no timer: whoever waits asks again. */
export interface Gate {
  /** Time until the next request may start, in milliseconds; not above 0 where it may start now. */
  waitMs(): number;
  /** Counts a request that starts now. */
  start(): void;
  /**
   * Stops new requests until the time that the service names, else for a backoff, and a random time more.
   * Returns false where the service lets nothing through for longer than the longest pause allowed.
   */
  close(delayMs: number | undefined): boolean;
  /** Forgets earlier refusals, because the service has answered a request. */
  answered(): void;
  /** Time at which the pause ends; undefined where there is none. */
  pausedUntil(): Date | undefined;
}

/** Gives the backoff after so many failures in a row: it doubles from 500 ms to 8 s. */
export function backoffAfter(failures: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
}

export function createGate(requestsPerSecond: number, maxPauseMs: number): Gate {
  let opensAt = 0;
  let nextStart = 0;
  let refusals = 0;
  let refusedSince: number | undefined;
  const pauseMs = (): number => opensAt - performance.now();

  return {
    waitMs: () => Math.max(pauseMs(), nextStart - performance.now()),
    start() {
      nextStart = performance.now() + 1_000 / requestsPerSecond;
    },
    close(delayMs) {
      const now = performance.now();
      // Of the requests that were under way together, only the first refusal lengthens the backoff.
      if (now >= opensAt) refusals += 1;
      refusedSince ??= now;
      const backoff = backoffAfter(refusals);
      const due = now + (delayMs ?? backoff);
      opensAt = Math.max(opensAt, due + Math.random() * backoff);
      return due - refusedSince <= maxPauseMs;
    },
    answered() {
      // During a pause, the answer is to a request from before it.
      if (pauseMs() > 0) return;
      refusals = 0;
      refusedSince = undefined;
    },
    pausedUntil: () => (pauseMs() > 0 ? new Date(Date.now() + pauseMs()) : undefined),
  };
}
