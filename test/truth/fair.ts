// Says which scripts are fair: whether they end, and whether a client can know what they say of it. Free of Node.
import type { Call, Step } from "./script.ts";

/** Statuses by which a server says that it refused a request, so that nothing was stored. */
export function isRefusal(status: number): boolean {
  return (
    (status >= 400 && status < 500 && ![408, 425, 460, 499].includes(status)) ||
    status === 307 ||
    status === 308
  );
}

/**
 * Tells whether a step may store, and whether it may not: where no client can know which of the two happened, and
 * the design takes the reply at its word, the server keeps its word. `leftOut` in report.ts lists these faults.
 */
export function mayStore({ reply, breaksAtHead }: Step, isInterrupted: boolean): readonly boolean[] {
  if (breaksAtHead) return [false];
  if (!reply || reply.garbage || reply.cut?.within === "headers") return [true, false];
  const { status, body, type, encoding, cut, framing } = reply;
  if (isRefusal(status)) return [false];
  if (status === 204) return [true];
  if (status !== 200 && status !== 201) return [true, false];
  if (body.startsWith("record") || body === "empty") return [true];
  if (type === "text/html") return [true, false];
  // Of a reply that ends early, a client that is busy may see nothing: fetch drops what has come but was not read yet.
  const isWhole = !isInterrupted && !cut && framing !== "too-long" && encoding !== "not-gzip";
  return isWhole && NO_RECORD.includes(body) ? [true, false] : [true];
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

/** Bodies that a client can tell from the record, and from the beginning of it. */
const NO_RECORD: readonly string[] = [
  "html",
  "array",
  "number",
  "text",
  "foreign",
  "detail",
  "null",
  "other-record",
  "broken-other-record",
];
