import type { ErrorCode } from "./errors.ts";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

// The longest header that is worth reading.
const LONGEST_HEADER = 1_000;

const TRANSIENT_CODES: ReadonlySet<ErrorCode | undefined> = new Set(["connection-failed", "timed-out"]);
const TRANSIENT_STATUSES: ReadonlySet<number | undefined> = new Set([408, 429, 500, 502, 503, 504]);

/** Tells whether an update that failed in this way may succeed when it is sent again. */
export function isRetryable(code: ErrorCode | undefined, status: number | undefined): boolean {
  return TRANSIENT_CODES.has(code) || (code !== "aborted" && TRANSIENT_STATUSES.has(status));
}

/**
 * Reads a `Retry-After` header as a wait in milliseconds; undefined where it names no finite time.
 *
 * A header that proxies have joined holds several times, of which the longest counts. A date is measured against the
 * response's own `Date`, so that a wrong clock on either side does not matter; one that has passed gives 0.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#name-retry-after}
 */
export function readRetryAfter(value: string, date: string): number | undefined {
  const now = readDate(date) || Date.now();
  // A comma stands within a date too, but only after the name of a weekday.
  const parts = value.slice(0, LONGEST_HEADER).split(/(?<!day|\b[A-Z][a-z]{2}),/);
  const waits = parts.map((part) => readWait(part.trim(), now)).filter(Number.isFinite);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/**
 * Gives the wait before the next attempt in milliseconds: what the service asks for, if it does,
 * and on top a random part of a backoff that doubles from 500 ms to 8 s, so that clients do not come back at once.
 */
export function waitBefore(attempt: number, retryAfterMs = 0): number {
  return Math.round(retryAfterMs + Math.random() * backoffAfter(attempt));
}

/** Gives the backoff after so many failures in a row, in milliseconds: it doubles from 500 ms to 8 s. */
export function backoffAfter(failures: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
}

/** Reads seconds or a date as a wait in milliseconds; not finite where the text is neither. */
function readWait(text: string, now: number): number {
  return /^\d+(\.\d*)?$/.test(text) ? Math.ceil(Number(text) * 1_000) : Math.max(0, readDate(text) - now);
}

/** Reads a date in any of the three forms of HTTP; the oldest of them names no zone, but means GMT. */
function readDate(text: string): number {
  return /^[A-Z][a-z]{2,8}\b/.test(text) ? Date.parse(/GMT$/.test(text) ? text : `${text} GMT`) : Number.NaN;
}
