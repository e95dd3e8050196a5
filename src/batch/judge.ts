import { readProperty } from "../causes.ts";
import { isAtomscaleError, type Outcome } from "../errors.ts";
import { isRetryable } from "../retry.ts";

/** What the failure of a request means for its update and for the run. */
export interface Judgement {
  readonly outcome: Outcome;
  /** `pause` where all requests are to wait, `stop` where all would fail. */
  readonly next: "settle" | "retry" | "pause" | "stop";
  /** Status of the response, where one has come. */
  readonly status?: number | undefined;
  /** Time that the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** Judges the failure of a request. An error that is not the client's says nothing of what happened. */
export function judge(error: Error): Judgement {
  if (!isAtomscaleError(error)) return { outcome: "unknown", next: "settle" };
  const { code, outcome, retryAfterMs } = error;
  const status = error.response?.status;
  let next: Judgement["next"] = isRetryable(code, status) ? "retry" : "settle";
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) next = "pause";
  if (code === "unauthorized" || code === "invalid-config") next = "stop";
  if (code === "aborted" || outcome === "applied") next = "settle";
  return { outcome, status, retryAfterMs, next };
}

/** Gives any rejection the form of an error. An error of another realm is no instance of this one's class. */
export function asError(thrown: unknown): Error {
  if (typeof readProperty(thrown, "message") === "string") return thrown as Error;
  return new Error("The client rejected without an error.", { cause: thrown });
}
