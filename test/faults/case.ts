// What a case of the fault suite consists of. Free of Node and of any test runner, so that every runtime can use it.

/** Where a case sends its requests. All but `unresolvable` are ports of the fault server. */
export type Entry =
  | "http"
  | "tls"
  | "tls-self-signed"
  | "tls-untrusted"
  | "tls-expired"
  | "tls-other-host"
  | "reset-on-connect"
  | "refused"
  | "unresolvable";

/** What the fault server does with one request. */
export interface Behaviour {
  /** Time for which nothing but the head of the request is read, in milliseconds. Defaults to reading all of it at once. */
  readonly stopsReadingForMs?: number;
  /** What is sent, as on the wire; `{self}`, `{other}`, `{key}`, `{length}` and `{date:<seconds from now>}` are filled in. */
  readonly send?: string;
  /** What follows: wait for the next request, end or break the connection, or nothing at all. */
  readonly next: "keep" | "close" | "reset" | "stall";
}

/** One request as the fault server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path behind the case's own prefix. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the body arrived to its end. */
  readonly complete: boolean;
  /** Number of bytes received, head included. */
  readonly bytes: number;
}

/** What the fault server knows of one run of a case. */
export interface Received {
  readonly requests: readonly ReceivedRequest[];
  /** Number of connections that the server still holds without an answer. */
  readonly held: number;
  /** Number of connections to the other origin, over the server's whole life. */
  readonly elsewhere: number;
}

export type AbortPoint =
  | "before sending"
  | "while sending"
  | "before headers"
  | "in body"
  | "between attempts";

export interface Limits {
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly maxRetries?: number;
}

/** How a call ends that brings no record. */
export interface Failure {
  readonly code: string;
  readonly outcome: "not-applied" | "unknown" | "applied";
  readonly attempts: number;
  readonly status?: number;
  /** Body of the reply, as the error or openapi-fetch's `error` gives it. */
  readonly body?: unknown;
  /** Bounds of `retryAfterMs`, both included. */
  readonly retryAfterMs?: readonly [number, number];
  /** Parts that the message must have, and parts that it must not have. */
  readonly says?: readonly string[];
  readonly hides?: readonly string[];
}

/** How a case ends: with the record, or with a failure; `requests` where the number that arrives is not `attempts`. */
export type End =
  | { readonly record: unknown; readonly attempts: number }
  | (Failure & { readonly requests?: number });

export interface FaultCase {
  /** Completes the sentence "... when". */
  readonly when: string;
  /** Defaults to `http`. */
  readonly entry?: Entry;
  /** Behaviour at each request in turn; the last repeats. */
  readonly server: readonly Behaviour[];
  readonly limits?: Limits;
  readonly abort?: AbortPoint;
  /** Makes the body of the request larger than any socket buffer. */
  readonly large?: boolean;
  /** Sends by an implementation of fetch that trusts the fault server's authority. */
  readonly trusted?: boolean;
  readonly end: End;
}

/** Name of a case in a URL. */
export function slugOf({ when }: FaultCase): string {
  return when
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

const REASONS: Readonly<Record<number, string>> = { 200: "OK", 503: "Service Unavailable" };
// A page of another origin may run the client too.
const CORS =
  "access-control-allow-origin: *\r\naccess-control-expose-headers: retry-after, location, x-echo\r\n";

/** Writes the head of a reply, its empty line included. */
export function head(status: number, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASONS[status] ?? "Status"}\r\n${CORS}${lines.join("")}\r\n`;
}

/** Answers with a whole reply and keeps the connection. */
export function reply(
  status: number,
  body: string,
  type = "application/json",
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return {
    send:
      head(status, { ...(type && { "content-type": type }), "content-length": "{length}", ...headers }) +
      body,
    next: "keep",
  };
}
