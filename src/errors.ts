/** Whether a failed update changed the stored record: `unknown` means that it may have. */
export type Outcome = "not-applied" | "unknown" | "applied";

/** What went wrong, as a stable word to branch on. */
export type ErrorCode =
  | "invalid-config"
  | "invalid-request"
  | "redirect-refused"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "unprocessable"
  | "rate-limited"
  | "rejected"
  | "server-error"
  | "connection-failed"
  | "timed-out"
  | "aborted"
  | "unreadable-reply";

/** One fault of a request: where it is and what it is. */
export interface Issue {
  /** JSON pointer into the body, or `/<name>` of a path parameter; empty for the body as a whole. */
  readonly pointer: string;
  /** Reason, worded to follow the pointer: `is NaN`. */
  readonly message: string;
}

/** Everything that an `AtomscaleError` carries besides its message. */
export interface AtomscaleErrorDetails {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly operationId: string;
  readonly attempts: number;
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly headers?: Headers | undefined;
  readonly issues?: readonly Issue[] | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

// Registered, so that an error of another copy of this package, or of another realm, is known for one.
const brand = Symbol.for("atomscale-client.AtomscaleError");

/**
 * Reports an update that failed, and in `outcome` whether the stored record may have been changed all the same.
 *
 * No instance holds the API key: not in the message, the stack, the cause or the reply.
 *
 * @see {@link https://docs.atomscale.ai/api-reference/authentication}
 */
export class AtomscaleError extends Error {
  /** What went wrong, as a stable word. */
  declare readonly code: ErrorCode;
  /** Whether the stored record was changed: `not-applied`, `unknown` (it may have been) or `applied`. */
  declare readonly outcome: Outcome;
  /** `operationId` of the update in the description, such as `updateDataEntry`. */
  declare readonly operationId: string;
  /** Number of requests that were sent, retries included; 0 where the call was refused before sending. */
  declare readonly attempts: number;
  /** HTTP status of the last reply, where there was one. */
  declare readonly status?: number;
  /** Body of the last reply: parsed where it is JSON, else text, cut at 64 KiB. */
  declare readonly body?: unknown;
  /** Headers of the last reply. */
  declare readonly headers?: Headers;
  /** Every fault that was found in the request, by this client or by the service. */
  declare readonly issues?: readonly Issue[];
  /** Time after which the service, or else the retry schedule, allows another attempt, in milliseconds. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, { cause, ...details }: AtomscaleErrorDetails) {
    super(message, cause === undefined ? {} : { cause });
    for (const [name, value] of Object.entries(details)) {
      // A logged error shows what happened, not every header of the reply.
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: name !== "headers" });
    }
  }

  static {
    // On the prototype, where neither a log nor a comparison of two errors meets them.
    Object.assign(AtomscaleError.prototype, { name: "AtomscaleError", [brand]: true });
  }

  /** Returns what is safe to log: all but the headers, the stack and the cause, which the message sums up. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) };
  }
}

/**
 * Tells whether a caught value is an `AtomscaleError`, also one thrown by another copy of this package.
 */
export function isAtomscaleError(value: unknown): value is AtomscaleError {
  return Object(value)[brand] === true;
}

const CONSEQUENCES: Readonly<Record<Outcome, string>> = {
  "not-applied": "Nothing was changed.",
  unknown:
    "The update may have been applied: look at the record, or send it again unless somebody else has edited it since.",
  applied: "The update was applied.",
};

/** Makes an error that says what failed, what to do about it, and what it means for the record. */
export function failure(what: string, advice: string, details: AtomscaleErrorDetails): AtomscaleError {
  const message = `${details.operationId} ${what}.${advice} ${CONSEQUENCES[details.outcome]}`;
  return new AtomscaleError(message.replace("?.", "?"), details);
}

/** Makes the error for a call that is refused before anything is sent: for its issues, or else for an option. */
export function refusal(
  operationId: string,
  fault: string,
  advice = "",
  issues?: readonly Issue[],
): AtomscaleError {
  return failure(`was not sent: ${fault}`, advice, {
    code: issues ? "invalid-request" : "invalid-config",
    outcome: "not-applied",
    operationId,
    attempts: 0,
    issues,
  });
}
