/** Whether a failed update changed the stored record: `unknown` means that it may have. */
export type Outcome = "not-applied" | "unknown" | "applied";

/** What went wrong, as a stable word to branch on. */
export type ErrorCode =
  /** An option or the API key cannot be used. Correct it. */
  | "invalid-config"
  /** An id or a field would do harm. Correct what `issues` lists. */
  | "invalid-request"
  /** The response points to another address, which the client never follows. Check the base URL. */
  | "redirect-refused"
  /** Status 401: the service does not accept the key. Replace it. */
  | "unauthorized"
  /** Status 403: the key lacks a permission. Updates need `write`. */
  | "forbidden"
  /** Status 404: no such record is visible to the key. Check the ids. */
  | "not-found"
  /** Status 422: the service refuses a value. Correct what `issues` lists. */
  | "unprocessable"
  /** Status 429: too many requests. Wait `retryAfterMs`, then call again. */
  | "rate-limited"
  /** Another status between 400 and 499. Read the message. */
  | "rejected"
  /** A status of 500 or above. Look at `outcome` before calling again. */
  | "server-error"
  /** No response came. Look at `outcome` before calling again. */
  | "connection-failed"
  /** `timeoutMs` or `totalTimeoutMs` passed. Look at `outcome` before calling again. */
  | "timed-out"
  /** `signal` ended the call. Look at `outcome` before calling again. */
  | "aborted"
  /** The status is a success, but the body holds no record. Look at `outcome`, and read the record. */
  | "unreadable-reply";

/** One fault of a request: where it is and what it is. */
export interface Issue {
  /** JSON pointer into the body, or `/<name>` of a path parameter; empty for the body as a whole. */
  readonly pointer: string;
  /** Reason, worded to follow the pointer: `is NaN`. */
  readonly message: string;
}

/** Response of the service to a failed update, as plain data. */
export interface ErrorResponse {
  /** HTTP status code. */
  readonly status: number;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body: parsed where it is JSON, else text, cut at 64 KiB; undefined where it is empty. */
  readonly body: unknown;
}

/** Everything that an `AtomscaleError` carries besides its message. */
export interface AtomscaleErrorDetails {
  /** What went wrong, as a stable word. */
  readonly code: ErrorCode;
  /** Whether the stored record was changed. */
  readonly outcome: Outcome;
  /** `operationId` of the update in the description, such as `updateDataEntry`. */
  readonly operationId: string;
  /** Number of times that `fetch` was called, retries included. */
  readonly attempts: number;
  /** Every fault that was found in the request. */
  readonly issues?: readonly Issue[] | undefined;
  /** Time after which another attempt is allowed, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Last response of the service, where there was one. */
  readonly response?: ErrorResponse | undefined;
  /** Error that the failure came from. */
  readonly cause?: unknown;
}

/** Sets a property that is not listed, like those of the platform's own errors. */
export function setHidden(error: Error, name: PropertyKey, value: unknown): void {
  Object.defineProperty(error, name, { value, writable: true, configurable: true });
}

// Registered, so that an error of another copy of this package, or of another realm, is recognized.
const brand = Symbol.for("atomscale-client.AtomscaleError");

/**
 * Reports an update that failed, and in `outcome` whether the stored record may have been changed all the same.
 *
 * No instance holds the API key: not in the message, the stack, the cause or the response.
 * There is no `status`, `headers` or `body` at the top level, because web frameworks answer their own users with these.
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
  /** Number of times that `fetch` was called, retries included; 0 where the call was refused before. */
  declare readonly attempts: number;
  /** Every fault that was found in the request, by this client or by the service. */
  declare readonly issues?: readonly Issue[];
  /** Time after which the service, or else the retry schedule, allows another attempt, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** Last response of the service, where there was one. */
  declare readonly response?: ErrorResponse;

  /**
   * Creates an error, which only the client and tests of your own code need to do.
   *
   * @param message - What failed, why, and whether the record was changed.
   * @param details - What the error carries besides.
   */
  constructor(message: string, details: AtomscaleErrorDetails) {
    const { cause, ...others } = details;
    super(message, cause === undefined ? {} : { cause });
    for (const [name, value] of Object.entries(others)) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }

  static {
    // On the prototype, where neither a log nor a comparison of two errors meets them.
    setHidden(AtomscaleError.prototype, "name", "AtomscaleError");
    setHidden(AtomscaleError.prototype, brand, true);
  }

  /** Returns what is safe to log: all but the headers of the response, the stack and the cause. */
  toJSON(): Record<string, unknown> {
    const { name, message, response } = this;
    const loggable = response && { status: response.status, body: response.body };
    return { name, message, ...(this as object), ...(loggable && { response: loggable }) };
  }
}

/**
 * Tells whether a caught value is an `AtomscaleError`, also one thrown by another copy of this package, such as its
 * CommonJS build.
 *
 * @param value - Anything that was thrown.
 */
export function isAtomscaleError(value: unknown): value is AtomscaleError {
  try {
    return Object(value)[brand] === true;
  } catch {
    return false;
  }
}
