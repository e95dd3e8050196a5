// What a case of the fault suite consists of. Free of Node and of any test runner, so that every runtime can use it.
import type { ClientOptions } from "../../src/index.ts";
import type { Story } from "./stories.ts";

/** Where a case sends its requests. */
export type Entry =
  | "http"
  | "tls"
  | "tls-self-signed"
  | "tls-expired"
  | "tls-other-host"
  | "tls-old"
  | "tls-to-plain-port"
  | "handshake-reset"
  | "handshake-closed"
  | "refused"
  | "blocked"
  | "unresolvable";

/** What the platform's fetch goes through: as it is, trusting the fault server's authority, by a proxy that refuses. */
export type Network = "plain" | "trusting" | "proxied";

/** What the fault server knows when it answers. */
export interface Told extends Story {
  /** API key that came with the request. */
  readonly key: string;
  /** Address of this origin, and of another one. */
  readonly self: string;
  readonly other: string;
  /** Writes the time so many seconds from now as an HTTP date. */
  date(seconds: number): string;
  /** 2.5 MB of gzip that grow to 2.5 GB: a text that begins as given, and spaces without end. */
  bomb(start: string): Uint8Array;
}

/** Text of a reply, as it is or made for the operation that was called. */
export type Text = string | ((told: Told) => string);
type Headers = Readonly<Record<string, Text>>;

/** What the fault server does with one request. */
export interface Behaviour {
  /** Whether it reads the head of the request only, until the call has ended. Defaults to reading all of it at once. */
  readonly stopsReading?: boolean;
  /** What is sent, as on the wire. */
  readonly send?: (told: Told) => string | readonly (string | Uint8Array)[];
  /** What follows: wait for the next request, end the connection, break it at once or at the cue, send on, or nothing. */
  readonly next: "keep" | "close" | "reset" | "reset at the cue" | "flood" | "stall";
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
}

/** What the fault server knows of one run of a case. */
export interface Received {
  readonly requests: readonly ReceivedRequest[];
  /** Number of connections that the server still holds without an answer. */
  readonly held: number;
  /** Number of connections to the other origin, over the server's whole life. */
  readonly elsewhere: number;
}

/** What happens to a call on its way, at a moment that can be seen, so that no test guesses how long anything takes. */
export interface Cue {
  readonly at: "before the call" | "request arrives" | "body awaited" | "wait begins" | "told by the case";
  readonly does: "abort" | "time out" | "reset";
  /** Number of attempts to which it happens. Defaults to 1. */
  readonly times?: number;
}

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
  /** Parts that the message must have, and parts that it must not have; `{self}` and `{other}` are origins. */
  readonly says?: readonly string[];
  readonly hides?: readonly string[];
}

/** How a case ends: with the record, or with a failure; `requests` where the number that arrives is not `attempts`. */
export type End = ({ readonly record: (story: Story) => unknown; readonly attempts: number } | Failure) & {
  readonly requests?: number;
};

export interface FaultCase {
  /** Completes the sentence "... when". */
  readonly when: string;
  /** Defaults to `http`. */
  readonly entry?: Entry;
  /** Defaults to `plain`. */
  readonly network?: Network;
  /** Behaviour at each request in turn; the last repeats. */
  readonly server?: readonly Behaviour[];
  readonly limits?: Limits;
  readonly cue?: Cue;
  /** Makes the body of the request larger than any socket buffer. */
  readonly large?: boolean;
  /** Takes the platform's fetch away. */
  readonly withoutFetch?: boolean;
  /** Options over the usual ones; `fetch` is the platform's, `cue` does what the case's cue says. */
  readonly options?: (around: { readonly fetch: typeof fetch; readonly cue: () => void }) => ClientOptions;
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
const CORS = "access-control-allow-origin: *\r\naccess-control-expose-headers: *\r\n";

/** Writes the head of a reply, its empty line included. */
export function head(status: number, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASONS[status] ?? "Status"}\r\n${CORS}${lines.join("")}\r\n`;
}

/** Answers with a whole reply and keeps the connection. */
export function reply(
  status: number,
  text: Text,
  type = "application/json",
  headers: Headers = {},
): Behaviour {
  const fill = (part: Text, told: Told): string => (typeof part === "string" ? part : part(told));
  return {
    send(told) {
      const body = fill(text, told);
      const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, told)]);
      const length = new TextEncoder().encode(body).length;
      const all = { ...(type && { "content-type": type }), "content-length": length };
      return head(status, { ...all, ...Object.fromEntries(filled) }) + body;
    },
    next: "keep",
  };
}

/** Answers as a reply does, and then leaves its body without an end: of the text only the slice up to `end` is sent. */
export function begin(status: number, text: Text, end: number, next: Behaviour["next"]): Behaviour {
  return {
    send: (told) =>
      head(status, { "content-type": "application/json", "content-length": 10_000 }) +
      (typeof text === "string" ? text : text(told)).slice(0, end),
    next,
  };
}
