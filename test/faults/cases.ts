// The cases of the fault suite: what the server does, and how the call must end. Data only, for every runtime.
import { type FaultCase, head, reply } from "./case.ts";
import {
  APPLIED,
  halfBody,
  headersOnly,
  JSON_RECORD,
  REFUSED,
  replyCases,
  silence,
  succeed,
} from "./reply-cases.ts";

const UNKNOWN = { outcome: "unknown" } as const;
const ONCE = { maxRetries: 0 };
// Long enough for a request to arrive on a busy machine, short enough for a suite of hundreds.
const SHORT = { ...ONCE, timeoutMs: 80 };

const lost = { ...UNKNOWN, code: "connection-failed" } as const;
const connections: FaultCase[] = [
  {
    when: "the connection is refused",
    entry: "refused",
    server: [],
    end: { ...REFUSED, code: "connection-failed", attempts: 3, requests: 0, says: ["ECONNREFUSED"] },
  },
  {
    when: "the name does not resolve",
    entry: "unresolvable",
    server: [],
    limits: ONCE,
    end: { ...REFUSED, code: "connection-failed", requests: 0, says: ["atomscale.invalid"] },
  },
  {
    when: "the connection is reset at once",
    entry: "reset-on-connect",
    server: [],
    end: { ...lost, attempts: 3, requests: 0 },
  },
  { when: "a reset comes before the headers", server: [{ next: "reset" }], end: { ...lost, attempts: 3 } },
  {
    when: "the connection ends before the headers",
    server: [{ next: "close" }],
    end: { ...lost, attempts: 3 },
  },
  {
    when: "a reset comes within the headers",
    server: [{ send: "HTTP/1.1 200 OK\r\nconte", next: "reset" }],
    end: { ...lost, attempts: 3 },
  },
  {
    when: "the connection ends within the headers",
    server: [{ send: "HTTP/1.1 200 OK\r\nconte", next: "close" }],
    end: { ...lost, attempts: 3 },
  },
  {
    when: "the reply is not HTTP",
    server: [{ send: "220 ready\r\n\r\n", next: "close" }],
    end: { ...lost, attempts: 3 },
  },
  {
    when: "the headers are larger than any client takes",
    server: [reply(200, JSON_RECORD, "application/json", { "x-large": "x".repeat(400_000) })],
    limits: ONCE,
    end: { ...lost, attempts: 1 },
  },
  ...(["tls-self-signed", "tls-untrusted", "tls-expired", "tls-other-host"] as const).map((entry) => ({
    when: `the certificate is ${{ "tls-self-signed": "self-signed", "tls-untrusted": "from an unknown authority", "tls-expired": "expired", "tls-other-host": "another host's" }[entry]}`,
    entry,
    // Of these the authority is known, so that the one fault is what the case is about.
    trusted: entry === "tls-expired" || entry === "tls-other-host",
    server: [],
    limits: ONCE,
    end: { ...REFUSED, code: "connection-failed", requests: 0 },
  })),
];

const late = { ...UNKNOWN, code: "timed-out", attempts: 1 } as const;
const limits: FaultCase[] = [
  {
    when: "the server is silent",
    server: [silence],
    limits: SHORT,
    end: { ...late, says: ["timeoutMs, 80 ms"] },
  },
  {
    when: "the server is silent at every attempt",
    server: [silence],
    limits: { timeoutMs: 80, maxRetries: 1 },
    end: { ...late, attempts: 2, says: ["2 attempts"] },
  },
  {
    when: "the server is silent beyond the total limit",
    server: [silence],
    limits: { totalTimeoutMs: 80 },
    end: { ...late, says: ["totalTimeoutMs, 80 ms"] },
  },
  {
    when: "the server stops reading the request",
    server: [{ stopsReadingForMs: 250, next: "stall" }],
    large: true,
    limits: { ...ONCE, timeoutMs: 200 },
    end: late,
  },
  {
    when: "the headers stall",
    server: [{ send: "HTTP/1.1 200 OK\r\nconte", next: "stall" }],
    limits: SHORT,
    end: late,
  },
  {
    when: "the body stalls at its start",
    server: [{ send: headersOnly, next: "stall" }],
    limits: { timeoutMs: 80 },
    end: { ...late, outcome: "applied", status: 200 },
  },
  {
    when: "the body stalls in its middle",
    server: [{ send: halfBody, next: "stall" }],
    limits: { timeoutMs: 80 },
    end: { ...late, outcome: "applied", status: 200 },
  },
  {
    when: "the body of a 404 stalls",
    server: [{ send: head(404, { "content-length": "9" }), next: "stall" }],
    limits: { timeoutMs: 80 },
    end: { ...REFUSED, code: "not-found", status: 404 },
  },
  ...(
    [
      ["seconds", "5", [5_000, 5_000]],
      ["a date", "{date:60}", [57_000, 60_000]],
      ["an absurd number", "9".repeat(30), [1e12, Number.MAX_VALUE]],
    ] as const
  ).flatMap(([kind, value, retryAfterMs]) =>
    [429, 503].map((status) => ({
      when: `the Retry-After of a ${status} in ${kind} is beyond the total limit`,
      server: [reply(status, "", "", { "retry-after": value })],
      limits: { totalTimeoutMs: 2_000 },
      end: {
        code: status === 429 ? "rate-limited" : "server-error",
        outcome: status === 429 ? ("not-applied" as const) : ("unknown" as const),
        attempts: 1,
        status,
        retryAfterMs,
      },
    })),
  ),
];

const mixed: FaultCase[] = [
  {
    when: "a 404 follows a 503",
    server: [reply(503, ""), reply(404, "")],
    end: { ...UNKNOWN, code: "not-found", attempts: 2, status: 404 },
  },
  {
    when: "a 422 follows a 429",
    server: [reply(429, ""), reply(422, "")],
    end: { outcome: "not-applied", code: "unprocessable", attempts: 2, status: 422 },
  },
  {
    when: "a redirect follows a reset",
    server: [{ next: "reset" }, reply(307, "", "", { location: "{other}" })],
    end: { ...UNKNOWN, code: "redirect-refused", attempts: 2, status: 307 },
  },
  {
    when: "an unreadable success follows a 500",
    server: [reply(500, ""), reply(200, "")],
    end: { ...APPLIED, attempts: 2 },
  },
];

const aborted = { code: "aborted", outcome: "unknown", attempts: 1 } as const;
const aborts: FaultCase[] = [
  {
    when: "it is aborted before it is sent",
    abort: "before sending",
    server: [succeed],
    end: { ...aborted, outcome: "not-applied", attempts: 0, says: ["aborted", "Nothing was changed"] },
  },
  {
    when: "it is aborted while the body is sent",
    abort: "while sending",
    large: true,
    server: [{ stopsReadingForMs: 100, next: "stall" }],
    end: aborted,
  },
  { when: "it is aborted before the headers", abort: "before headers", server: [silence], end: aborted },
  {
    when: "it is aborted in the body",
    abort: "in body",
    server: [{ send: halfBody, next: "stall" }],
    end: { ...aborted, outcome: "applied", status: 200 },
  },
  {
    when: "it is aborted in the body of a 404",
    abort: "in body",
    server: [{ send: head(404, { "content-length": "9" }), next: "stall" }],
    end: { ...aborted, outcome: "not-applied", status: 404 },
  },
  ...([429, 503] as const).map((status) => ({
    when: `it is aborted in the wait after a ${status}`,
    abort: "between attempts" as const,
    server: [reply(status, "", "", { "retry-after": "30" })],
    end: { ...aborted, outcome: status === 429 ? ("not-applied" as const) : ("unknown" as const) },
  })),
];

export const faultCases: readonly FaultCase[] = [
  ...replyCases,
  ...connections,
  ...limits,
  ...mixed,
  ...aborts,
];
