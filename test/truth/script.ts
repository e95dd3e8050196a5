// One call of the truth machine as plain data, so that it can be printed, sent to another runtime, replayed and shrunk.
import type { OperationId } from "../support/call-operation.ts";

/** Where a call is sent. */
export type Entry =
  /** Plain HTTP; what happens to one call leaves the connections of all others alone. */
  | "http"
  /** Plain HTTP where kept connections are dropped or out of step, so that one call meets the faults of another. */
  | "shared"
  /** Plain HTTP to a server that restarts. */
  | "restart"
  /** Plain HTTP to a proxy that answers for the server. */
  | "proxy"
  | "tls"
  | "tls-self-signed"
  | "tls-untrusted"
  | "tls-expired"
  | "tls-other-host"
  | "tls-to-plain-port"
  | "tls-reset-in-handshake"
  /** HTTPS through a proxy's tunnel that works. */
  | "tunnel"
  | "tunnel-407"
  | "tunnel-502"
  | "reset-on-connect"
  | "refused"
  | "blocked-port"
  | "unresolvable";

export type BodyKind =
  | "record"
  | "record-in-other-spelling"
  | "record-without-id"
  | "record-with-mark"
  | "record-of-100-kB"
  | "record-of-9-MB"
  | "other-record"
  | "html"
  | "foreign"
  | "detail"
  | "array"
  | "null"
  | "number"
  | "text"
  | "spaces"
  | "broken"
  | "broken-other-record"
  | "two-records"
  | "empty";

/** What is sent in answer to one request. */
export interface Reply {
  readonly status: number;
  readonly body: BodyKind;
  readonly type: "application/json" | "application/json; charset=utf-8" | "text/html" | "text/plain" | "none";
  readonly framing: "length" | "chunked" | "close" | "too-long";
  readonly encoding?: "gzip" | "br" | "not-gzip";
  /** An informational response that comes first. */
  readonly interim?: 102 | 103;
  readonly retryAfter?: string;
  /** Where a redirect leads. */
  readonly location?: "other-origin" | "same-origin";
  /** Sends it in pieces, some of them after a wait. */
  readonly pieces?: number;
  /** Sends this part only. */
  readonly cut?: { readonly within: "headers" | "body"; readonly at: number };
  /** Sends this in place of HTTP. */
  readonly garbage?: "banner" | "bad-header" | "endless-header" | "no-version";
}

/** What the server does with one request. */
export interface Step {
  /** Whether it stores the value; a proxy forwards the request instead, or does not. */
  readonly stores: boolean;
  /** Wait before storing, in milliseconds. */
  readonly storesAfterMs?: number;
  /** Wait between storing and the reply, in milliseconds. */
  readonly repliesAfterMs?: number;
  /** Answers, or breaks the connection, before or while the value is stored. */
  readonly hasty?: boolean;
  /** Breaks the connection as soon as the head of the request has arrived. */
  readonly breaksAtHead?: boolean;
  readonly reply?: Reply;
  /** What becomes of the connection after what was sent. */
  readonly end: "keep" | "close" | "reset" | "stall" | "restart";
  /** What a kept connection does to the next request on it; only on `shared`. */
  readonly next?: "late-reply" | "extra-reply" | "leftover" | "reset" | "store-and-reset" | "gone";
  /** Time for which a restarting server is away, in milliseconds. */
  readonly awayMs?: number;
}

export type FetchKind =
  | "passes"
  | "copies-reply"
  | "plain-reply"
  | "ignores-signal"
  | "follows-redirects"
  | "fails-before"
  | "fails-before-and-says-so"
  | "throws-before"
  | "fails-after"
  | "fails-meanwhile"
  | "hangs-before"
  | "hangs-after"
  | "odd-reply";

export type KeyKind =
  | "text"
  | "function"
  | "async-function"
  | "slow-function"
  | "failing-function"
  | "rejecting-function"
  | "nonsense-function"
  | "hanging-function"
  /** Gives a key once, and fails from then on. */
  | "fails-later";

export type Middleware = "new-request" | "new-response" | "throws-before" | "throws-after";

export type Misuse = "not-a-number" | "undefined-value" | "wrong-type" | "bad-id" | "bad-limit";

export interface Abort {
  readonly when: "before" | "at-once" | "key" | "request" | "reply" | "attempt" | "later";
  readonly afterMs?: number;
  /** Calls with the same number share one signal. */
  readonly group?: number;
}

export interface Call {
  /** Unique in a run; the value that the call writes and the record that it names are made from it. */
  readonly id: number;
  readonly operationId: OperationId;
  readonly maker: "createClient" | "createFetchClient";
  readonly entry: Entry;
  /** What the server does at each request in turn; the last repeats. */
  readonly steps: readonly Step[];
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly maxRetries: number;
  readonly key: KeyKind;
  /** A `fetch` of the user's own, by attempt; the last repeats. */
  readonly fetches?: readonly FetchKind[] | undefined;
  /** Which of the errors of a user's own `fetch` it rejects with. */
  readonly error?: number;
  readonly middleware?: Middleware;
  readonly misuse?: Misuse;
  readonly abort?: Abort;
  /** Names the record in the last of the ways that its operation knows. */
  readonly byOwnId?: boolean;
}

/** Limits of a call that states none, in milliseconds: beyond what any fault needs, on however busy a machine. */
export const GENEROUS = { timeoutMs: 60_000, totalTimeoutMs: 300_000 };
