const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** Tells whether an update that was answered so, or not at all, may be sent again. */
export function isPassing(status = 503): boolean {
  return /408|429|50[0234]/.test(`${status}`);
}

/**
 * Reads a `Retry-After` header as a wait in milliseconds; a date that has passed gives 0, anything else undefined.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#name-retry-after}
 */
export function readRetryAfter(value: string): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // Date.parse alone would take "-5" for a year.
  const date = Date.parse(/GMT$/.test(value) ? value : "");
  return date ? Math.max(0, date - Date.now()) : undefined;
}

/**
 * Gives the wait before the next attempt in milliseconds: what the service asks for, if it does,
 * and on top a random part of a backoff that doubles from 500 ms to 8 s, so that clients do not come back at once.
 */
export function waitBefore(attempt: number, retryAfterMs = 0): number {
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return Math.round(retryAfterMs + Math.random() * backoff);
}
