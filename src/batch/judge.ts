import { readProperty } from "../causes.ts";
import { type AtomscaleError, isAtomscaleError, type Outcome } from "../errors.ts";
import { isRetryable } from "../retry.ts";

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
  const known: Partial<AtomscaleError> = isAtomscaleError(error) ? error : {};
  const { code, outcome: told, response, retryAfterMs } = known;
  const status = response?.status;
  // One that is not of this package may carry anything.
  const isCertain = told === "applied" || told === "not-applied";
  const outcome = isCertain ? told : "unknown";
  const delayMs = Number(retryAfterMs) >= 0 ? retryAfterMs : undefined;
  let next: Judgement["next"] = isRetryable(code, status) ? "retry" : "settle";
  if (status === 429 || (status === 503 && delayMs !== undefined)) next = "pause";
  if (code === "unauthorized" || code === "invalid-config") next = "stop";
  if (outcome === "applied") next = "settle";
  return { outcome, status, delayMs, next };
}

/** Gives whatever was thrown the form of an error. An error of another realm is no instance of this one's class. */
export function asError(thrown: unknown): Error {
  if (typeof readProperty(thrown, "message") === "string") return thrown as Error;
  return new Error("No error was given.", { cause: thrown });
}
