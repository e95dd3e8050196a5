// One call of the truth machine as plain data, so that it can be printed, sent to another runtime, replayed and shrunk.

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
  readonly operationId: "updateDataEntry" | "updateSampleAnnotation" | "updateTargetMaterialLayer";
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
  /** Names a layer by its own id. */
  readonly byOwnId?: boolean;
}

/** Limits of a call that states none, in milliseconds: beyond what any fault needs, on however busy a machine. */
export const GENEROUS = { timeoutMs: 300_000, totalTimeoutMs: 600_000 };

/** Statuses by which a server says that it refused a request, so that nothing was stored. */
export function isRefusal(status: number): boolean {
  return (
    (status >= 400 && status < 500 && ![408, 425, 460, 499].includes(status)) ||
    status === 307 ||
    status === 308
  );
}

/** Statuses after which the client sends again. */
export function isTransient(status: number): boolean {
  return [408, 429, 500, 502, 503, 504].includes(status);
}

/**
 * Tells whether a step may store, and whether it may not: where no client can know which of the two happened, and
 * the design takes the reply at its word, the server keeps its word. `leftOut` in report.ts lists these faults.
 */
export function mayStore({ reply, end, breaksAtHead }: Step, isInterrupted: boolean): readonly boolean[] {
  if (breaksAtHead) return [false];
  if (!reply || reply.garbage || reply.cut?.within === "headers") return [true, false];
  const { status, body, type, encoding, cut, framing } = reply;
  if (isRefusal(status)) return [false];
  if (status === 204) return [true];
  if (status !== 200 && status !== 201) return [true, false];
  if (body.startsWith("record") || body === "empty") return [true];
  if (type === "text/html") return [true, false];
  // Of a reply that ends early, its beginning says whether it may have been the record.
  if (isInterrupted) return [true];
  const isWhole = !cut && framing !== "too-long" && encoding !== "not-gzip";
  const showsStart = isWhole || (cut !== undefined && cut.at > 0.3 && !encoding && end !== "reset");
  if (isWhole && ["foreign", "detail", "null"].includes(body)) return [true, false];
  return showsStart && [...BARE, "other-record"].includes(body) ? [true, false] : [true];
}

/** Tells whether something other than its replies may end a call. */
export function isInterrupted({
  abort,
  timeoutMs,
  totalTimeoutMs,
}: Pick<Call, "abort" | "timeoutMs" | "totalTimeoutMs">): boolean {
  return abort !== undefined || timeoutMs !== undefined || totalTimeoutMs !== undefined;
}

/** Tells whether only a limit can end a call. */
export function isEndless({ steps, key, fetches }: Pick<Call, "steps" | "key" | "fetches">): boolean {
  return (
    // Node 20 waits for ever for the end of a body that it cannot decompress.
    steps.some(
      ({ end, reply }) =>
        end === "stall" ||
        (end === "keep" && (!reply || reply.cut || reply.garbage)) ||
        reply?.framing === "too-long" ||
        reply?.encoding === "not-gzip",
    ) ||
    key === "hanging-function" ||
    fetches?.some((kind) => kind.startsWith("hangs")) === true
  );
}

/** Tells whether a limit or an abort is certain to end a call. */
export function hasEnd({
  abort,
  timeoutMs,
  totalTimeoutMs,
}: Pick<Call, "abort" | "timeoutMs" | "totalTimeoutMs">): boolean {
  const isAborted = abort !== undefined && ["before", "at-once", "later"].includes(abort.when);
  return isAborted || timeoutMs !== undefined || totalTimeoutMs !== undefined;
}

/** Tells whether a script ends, and a client can know what it says of it. */
export function isFair(call: Call): boolean {
  if (isEndless(call) && !hasEnd(call)) return false;
  return call.steps.every((step) => mayStore(step, isInterrupted(call)).includes(step.stores));
}

/** Bodies that cannot be the beginning of a record. */
const BARE: readonly string[] = ["html", "array", "number", "text"];
