import { isAtomscaleError, type Outcome } from "../errors.ts";

/** Statuses, and failures without one, after which the same request may succeed. */
const TRANSIENT: ReadonlySet<unknown> = new Set([
  408,
  429,
  500,
  502,
  503,
  504,
  "connection-failed",
  "timed-out",
]);

/** What the failure of a request means for its update and for the run. */
export interface Judgement {
  readonly outcome: Outcome;
  /** `pause` where all requests are to wait, `stop` where all would fail. */
  readonly next: "settle" | "retry" | "pause" | "stop";
  /** Status of the response, where one has come. */
  readonly status?: number | undefined;
  /** Time that the service asks to wait, in milliseconds. */
  readonly delayMs?: number | undefined;
}

/** Judges the failure of a request. An error that is not the client's says nothing of what happened. */
export function judge(error: Error): Judgement {
  if (!isAtomscaleError(error)) return { outcome: "unknown", next: "settle" };
  const { code, outcome, retryAfterMs } = error;
  const status = error.response?.status;
  const delayMs = Number.isFinite(retryAfterMs) ? retryAfterMs : undefined;
  let next: Judgement["next"] = TRANSIENT.has(status ?? code) ? "retry" : "settle";
  if (status === 429 || (status === 503 && delayMs !== undefined)) next = "pause";
  if (code === "unauthorized" || code === "invalid-config") next = "stop";
  if (code === "aborted" || outcome === "applied") next = "settle";
  return { outcome, status, delayMs, next };
}

/** Gives any rejection the form of an error. An error of another realm is no instance of this one's class. */
export function asError(thrown: unknown): Error {
  try {
    if (typeof (thrown as Error).message === "string") return thrown as Error;
  } catch {
    // Nothing has no message, and a getter may throw.
  }
  return new Error("The client rejected with a value that is no error.", { cause: thrown });
}
