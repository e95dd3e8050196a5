// Cases in which a limit or an abort ends the call. Data only, for every runtime.
import { type Behaviour, begin, type FaultCase, head, reply, type Text } from "./case.ts";
import { recordText, succeed } from "./record-cases.ts";

const ONCE = { maxRetries: 0 };
const silence: Behaviour = { next: "stall" };
const stalls: Behaviour = { send: () => "HTTP/1.1 200 OK\r\nconte", next: "stall" };
const refusalWithoutBody: Behaviour = { send: () => head(404, { "content-length": 9 }), next: "stall" };
const arrived = { at: "request arrives", does: "time out" } as const;
const awaited = { at: "body awaited", does: "time out" } as const;
const late = { code: "timed-out", outcome: "unknown", attempts: 1 } as const;

const limits: FaultCase[] = [
  {
    when: "the server is silent",
    server: [silence],
    limits: { ...ONCE, timeoutMs: 7_000 },
    cue: arrived,
    end: { ...late, says: ["timeoutMs, 7000 ms", "may have been applied"] },
  },
  {
    when: "the server is silent at every attempt",
    server: [silence],
    limits: { maxRetries: 1 },
    cue: { ...arrived, times: 2 },
    end: { ...late, attempts: 2, says: ["2 attempts"] },
  },
  {
    when: "the server is silent beyond the total limit",
    server: [silence],
    limits: { totalTimeoutMs: 7_000 },
    cue: arrived,
    end: { ...late, says: ["totalTimeoutMs, 7000 ms"] },
  },
  {
    when: "the server stops reading the request",
    server: [{ stopsReading: true, next: "stall" }],
    large: true,
    limits: ONCE,
    cue: arrived,
    end: late,
  },
  { when: "the headers stall", server: [stalls], limits: ONCE, cue: arrived, end: late },
  {
    when: "the body stalls at its start",
    server: [begin(200, "", 0, "stall")],
    cue: awaited,
    end: { ...late, outcome: "applied", status: 200, says: ["was applied"] },
  },
  {
    when: "the body stalls in its middle",
    server: [begin(200, recordText, 60, "stall")],
    cue: awaited,
    end: { ...late, outcome: "applied", status: 200 },
  },
  {
    when: "a record comes, and its body does not end",
    server: [begin(200, recordText, 10_000, "stall")],
    cue: awaited,
    end: { ...late, outcome: "applied", status: 200 },
  },
  {
    when: "the body of a page of HTML stalls",
    server: [begin(200, "<h1>Welcome</h1>", 10_000, "stall")],
    limits: ONCE,
    cue: awaited,
    end: { ...late, status: 200 },
  },
  {
    when: "the body of a 404 stalls",
    server: [refusalWithoutBody],
    cue: awaited,
    end: { code: "not-found", outcome: "not-applied", attempts: 1, status: 404 },
  },
  ...(
    [
      ["seconds", "20", [20_000, 20_000]],
      ["fractions of a second", "20.25", [20_250, 20_250]],
      ["a date", ({ date }) => date(60), [30_000, 60_000]],
      ["a list", "1, 20", [20_000, 20_000]],
      ["an absurd number", "9".repeat(30), [1e12, Number.MAX_VALUE]],
    ] as [string, Text, [number, number]][]
  ).flatMap(([kind, value, retryAfterMs]) =>
    [429, 503].map((status) => ({
      when: `the Retry-After of a ${status} in ${kind} is beyond the total limit`,
      server: [reply(status, "", "", { "retry-after": value })],
      limits: { totalTimeoutMs: 15_000 },
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

const aborted = { code: "aborted", outcome: "unknown", attempts: 1 } as const;
const aborts: FaultCase[] = [
  {
    when: "it is aborted before it is sent",
    server: [succeed],
    cue: { at: "before the call", does: "abort" },
    end: { ...aborted, outcome: "not-applied", attempts: 0, says: ["aborted", "Nothing was changed"] },
  },
  {
    when: "it is aborted while the body is sent",
    large: true,
    server: [{ stopsReading: true, next: "stall" }],
    cue: { at: "request arrives", does: "abort" },
    end: aborted,
  },
  {
    when: "it is aborted before the headers",
    server: [silence],
    cue: { at: "request arrives", does: "abort" },
    end: aborted,
  },
  {
    when: "it is aborted in the body",
    server: [begin(200, recordText, 60, "stall")],
    cue: { at: "body awaited", does: "abort" },
    end: { ...aborted, outcome: "applied", status: 200 },
  },
  {
    when: "it is aborted in the body of a 404",
    server: [refusalWithoutBody],
    cue: { at: "body awaited", does: "abort" },
    end: { ...aborted, outcome: "not-applied", status: 404 },
  },
  ...([429, 503] as const).map((status) => ({
    when: `it is aborted in the wait after a ${status}`,
    server: [reply(status, "", "", { "retry-after": "30" })],
    cue: { at: "wait begins", does: "abort" } as const,
    end: { ...aborted, outcome: status === 429 ? ("not-applied" as const) : ("unknown" as const) },
  })),
];

export const limitCases: readonly FaultCase[] = [...limits, ...aborts];
