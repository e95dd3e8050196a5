import { callQuietly } from "../promise.ts";
import type { Settled } from "./send.ts";

const INTERVAL_MS = 100;

/** Numbers of updates of a run by what became of them. */
export interface Counts {
  /** Number of updates that are over. */
  readonly done: number;
  /** Number of updates that were applied, also by an earlier run. */
  readonly applied: number;
  /** Number of updates that were refused. */
  readonly notApplied: number;
  /** Number of updates that may have been applied. */
  readonly unknown: number;
  /** Number of updates that were not sent because the run ended. */
  readonly notSent: number;
}

/** State of a run. */
export interface Progress extends Counts {
  /** Number of all updates, where the run was given an array. */
  readonly total?: number | undefined;
  /** Number of updates under way, pauses included. */
  readonly active: number;
  /** Time at which a pause for a rate limit ends; absent where requests may start. */
  readonly pausedUntil?: Date | undefined;
  /** Number of updates that this run has sent per second since its start. */
  readonly perSecond: number;
}

const COUNTER = {
  applied: "applied",
  "not-applied": "notApplied",
  unknown: "unknown",
  "not-sent": "notSent",
} as const;

/** What a run tells its listener from. */
export interface ProgressReport {
  readonly counts: Counts;
  /** Counts an update that is over, and tells of it. */
  count(result: Settled): void;
  /** Tells of a change a little later, together with what else has changed by then. */
  changed(): void;
  /** Tells the last time. */
  end(): void;
}

/** Counts what becomes of updates, and tells of it now and then. */
export function reportProgress(
  listener: ((progress: Progress) => void) | undefined,
  read: () => Pick<Progress, "total" | "active" | "pausedUntil">,
): ProgressReport {
  const counts = { done: 0, applied: 0, notApplied: 0, unknown: 0, notSent: 0 };
  const startedAt = performance.now();
  let sent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    clearTimeout(timer);
    timer = undefined;
    const perSecond = (sent * 1_000) / Math.max(1, performance.now() - startedAt);
    // What the user's listener throws or rejects with must not end a run.
    callQuietly(() => listener?.({ ...counts, ...read(), perSecond }));
  }

  function changed(): void {
    if (listener) timer ??= setTimeout(tell, INTERVAL_MS);
  }

  return {
    counts,
    changed,
    count({ outcome, resumed }) {
      counts.done += 1;
      counts[COUNTER[outcome]] += 1;
      if (outcome !== "not-sent" && !resumed) sent += 1;
      changed();
    },
    end() {
      tell();
      listener = undefined;
    },
  };
}

/**
 * Puts the state of a run in one line for a terminal: counts, rate, the time left where the total is known, and a pause.
 *
 * @param progress - What `onProgress` has received.
 * @example
 * ```ts
 * const onProgress = (progress: Progress) => process.stderr.write(`\r\x1b[K${formatProgress(progress)}`);
 * ```
 */
export function formatProgress(progress: Progress): string {
  const { done, total, applied, notApplied, unknown, notSent, pausedUntil, perSecond } = progress;
  const parts = [total === undefined ? `${done} done` : `${done}/${total}`, `${applied} applied`];
  if (notApplied > 0) parts.push(`${notApplied} not applied`);
  if (unknown > 0) parts.push(`${unknown} unknown`);
  if (notSent > 0) parts.push(`${notSent} not sent`);
  const isOver = done === total;
  if (perSecond > 0) parts.push(`${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`);
  if (perSecond > 0 && total !== undefined && !isOver)
    parts.push(`${duration((total - done) / perSecond)} left`);
  const pauseS = pausedUntil ? Math.ceil((pausedUntil.getTime() - Date.now()) / 1_000) : 0;
  if (pauseS > 0 && !isOver) parts.push(`paused ${duration(pauseS)}: rate limit`);
  return parts.join(", ");
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 100) return `${whole} s`;
  return whole < 6_000 ? `${Math.ceil(whole / 60)} min` : `${Math.ceil(whole / 3_600)} h`;
}
