// Names the fault of a call for the report, and says what must come of the faults that are certain. Free of Node.
import { isRefusal } from "./fair.ts";
import type { Call, Entry, Step } from "./script.ts";

export type Family = "node" | "bun" | "deno" | "workerd" | "chromium";

/** Entries where no connection comes about, so that nothing is sent. */
const UNREACHABLE: readonly Entry[] = [
  "tls-self-signed",
  "tls-untrusted",
  "tls-expired",
  "tls-other-host",
  "tls-to-plain-port",
  "refused",
  "blocked-port",
  "unresolvable",
  "tunnel-407",
  "tunnel-502",
];

/** Of these it shows in what the runtime reports that nothing was sent; the others say no more than that it failed. */
const PROVABLE: Readonly<Record<Family, readonly Entry[]>> = {
  node: UNREACHABLE,
  bun: ["refused", "tls-self-signed", "tls-untrusted", "tls-expired", "tls-other-host"],
  deno: [],
  workerd: [],
  chromium: [],
};

function kindOfReply({ reply, end }: Step): string {
  if (!reply) return end === "stall" ? "silence" : `${end} before the headers`;
  const { status, body, cut, garbage, framing, encoding } = reply;
  if (garbage) return `no HTTP: ${garbage}`;
  if (cut) return `${end} in the ${cut.within}`;
  if (framing === "too-long") return `${end} in the body`;
  if (body === "record-of-9-MB") return encoding ? "compressed bomb" : "oversized body";
  if (isRefusal(status)) return status < 400 ? "307, 308" : "4xx that refuses";
  if ([408, 425, 460, 499].includes(status)) return "408, 425, 460, 499";
  if (status >= 600) return "6xx and more";
  if (status >= 500) return "5xx";
  if (status >= 300) return "300 to 306";
  if (status === 204) return "204";
  if (status > 201) return "other 2xx";
  if (encoding === "not-gzip") return "broken compression";
  if (body === "record") return encoding ? "success, compressed" : "success";
  return body.startsWith("record") ? "success, unusual" : `200 with ${body}`;
}

/** Names the one fault of a call that decides most about it. */
export function kindOf(call: Call): string {
  const { misuse, abort, key, fetches, entry, middleware, timeoutMs, totalTimeoutMs } = call;
  const [first] = call.steps as [Step];
  if (misuse) return `misuse: ${misuse}`;
  if (abort) return `abort: ${abort.when}`;
  if (/failing|rejecting|nonsense|hanging|later/.test(key)) return `key: ${key}`;
  if (fetches) return `fetch: ${fetches[0]}`;
  if (middleware) return `middleware: ${middleware}`;
  if (!["http", "shared", "restart", "proxy", "tls", "tunnel"].includes(entry)) return entry;
  if (first.end === "restart") return first.stores ? "restart after storing" : "restart";
  if (entry === "shared") return `kept connection: ${first.next ?? "after another's fault"}`;
  if (timeoutMs !== undefined || totalTimeoutMs !== undefined) return "short limit";
  if (first.breaksAtHead) return "break in the request";
  return entry === "proxy" ? `proxy: ${kindOfReply(first)}` : kindOfReply(first);
}

/** Says how a call must end where nothing about it is in doubt. */
export function certainEnd(call: Call, family: Family): "resolved" | "not-applied" | "applied" | undefined {
  const { misuse, abort, key, fetches, entry, middleware, timeoutMs, totalTimeoutMs } = call;
  if (misuse) return "not-applied";
  // An exception of middleware passes unchanged, and says nothing.
  if (middleware?.startsWith("throws")) return undefined;
  if (abort?.when === "before") return "not-applied";
  const isLimited = timeoutMs !== undefined || totalTimeoutMs !== undefined;
  if (abort) return undefined;
  if (key === "hanging-function") return "not-applied";
  if (isLimited) return undefined;
  if (/^(failing|rejecting|nonsense)/.test(key)) return "not-applied";
  if (fetches) {
    if (fetches[0] === "fails-before-and-says-so" && (fetches.length === 1 || call.maxRetries === 0))
      return "not-applied";
    if (fetches.some((kind) => !["passes", "copies-reply", "plain-reply"].includes(kind))) return undefined;
    // No connection: of a fetch of the user's own, this proves nothing.
    if (UNREACHABLE.includes(entry)) return undefined;
  }
  if (PROVABLE[family].includes(entry)) return "not-applied";
  if (!["http", "proxy", "tls", "tunnel"].includes(entry)) return undefined;
  for (let attempt = 0; attempt <= call.maxRetries; attempt++) {
    if (attempt > 0 && key === "fails-later") return "not-applied";
    const step = call.steps[Math.min(attempt, call.steps.length - 1)] as Step;
    // A browser shows of a redirect that it is one, and no more.
    const isHidden = family === "chromium" && [307, 308].includes(step.reply?.status ?? 0);
    const end = isHidden ? undefined : certainEndOf(step, fetches !== undefined);
    if (end !== "retried") return end;
    if (step.reply?.retryAfter && /^\d{2}/.test(step.reply.retryAfter)) return "not-applied";
  }
  return "not-applied";
}

/** Says what one request certainly comes to; `retried` is a refusal after which the client tries again. */
function certainEndOf(
  { reply, end, breaksAtHead }: Step,
  isOwnFetch: boolean,
): "resolved" | "not-applied" | "applied" | "retried" | undefined {
  if (!reply || breaksAtHead || reply.garbage || reply.cut || reply.framing === "too-long" || end !== "keep")
    return undefined;
  const { status, body, type, encoding, interim } = reply;
  if (encoding === "not-gzip" || interim) return undefined;
  if (isOwnFetch && (status > 599 || status === 204)) return undefined;
  if (status === 429) return "retried";
  // Runtimes send a 421 again by themselves, and make an error without a word of a 407.
  if (status === 421 || status === 407) return undefined;
  if (isRefusal(status)) return "not-applied";
  if (!type.startsWith("application/json")) return undefined;
  if (status === 204) return "applied";
  if (status !== 200 && status !== 201) return undefined;
  if (body === "record-of-9-MB" || body === "broken" || body === "two-records" || body === "empty")
    return "applied";
  return body.startsWith("record") ? "resolved" : undefined;
}
