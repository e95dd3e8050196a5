import { readCauses, readProperty } from "./causes.ts";
import type { Deadline, Failed } from "./deadline.ts";
import { callQuietly, ignoreRejection } from "./promise.ts";
import type { Redactor } from "./redact.ts";

// A larger reply is no record; a compressed one can grow without end.
const MAX_BYTES = 8 * 2 ** 20;

/** Status and headers of a reply, as far as they can be read. */
export interface Reply {
  /** HTTP status; undefined where a reply has none, as that of `Response.error()`. */
  readonly status: number | undefined;
  /** Whether fetch followed a redirect, although it was told not to. */
  readonly isFollowed: boolean;
  /** Whether this is a redirect of which a browser shows no more. */
  readonly isOpaque: boolean;
  /** Reply as fetch gave it. */
  readonly source: unknown;
}

/** Body of a reply, as far as it came. */
export interface Content extends Failed {
  readonly text: string;
  /** Whether the body came to its end and fits into the limit. */
  readonly isWhole: boolean;
}

/** Reads status and type of whatever fetch resolved to. Never throws. */
export function readHead(source: unknown): Reply {
  const status = readProperty(source, "status");
  return {
    status: Number.isInteger(status) && Number(status) >= 200 ? Number(status) : undefined,
    isFollowed: readProperty(source, "redirected") === true,
    isOpaque: readProperty(source, "type") === "opaqueredirect",
    source,
  };
}

/** Tells whether a reply points elsewhere, or comes from elsewhere. */
export function isRedirect({ status = 0, isFollowed, isOpaque }: Reply): boolean {
  return isFollowed || isOpaque || (status >= 300 && status < 400);
}

/** Reads a body up to its end, to the limit of its size, or to the deadline. Never rejects. */
export async function readContent(source: unknown, deadline: Deadline): Promise<Content> {
  const body = readProperty(source, "body");
  if (typeof readProperty(body, "getReader") === "function") {
    return readStream(body as ReadableStream<Uint8Array>, deadline);
  }
  const text = readProperty(source, "text");
  if (typeof text !== "function") return { text: "", isWhole: false };
  const read = await deadline.race<unknown>(() => text.call(source));
  if (!("value" in read)) return { text: "", isWhole: false, ...read };
  const whole = typeof read.value === "string" ? read.value : "";
  // Some implementations of `text()` leave the byte order mark.
  return { text: whole.slice(0, MAX_BYTES).replace(/^\uFEFF/, ""), isWhole: whole.length <= MAX_BYTES };
}

async function readStream(body: ReadableStream<Uint8Array>, deadline: Deadline): Promise<Content> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    const reader = body.getReader();
    ignoreRejection(reader);
    for (;;) {
      const read = await deadline.race(() => reader.read());
      const { done, value } = "value" in read ? read.value : {};
      if (done) return { text: text + decoder.decode(), isWhole: true };
      if (value) bytes += value.byteLength;
      if (!value || bytes > MAX_BYTES) {
        deadline.cancel();
        // A stream of a user's own may not know how to stop.
        callQuietly(() => reader.cancel());
        return { text, isWhole: false, ...read };
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    return { text, isWhole: false, causes: readCauses(error) };
  }
}

/** Lets go of the body of a reply that nobody reads, which would hold its connection. Never throws. */
export function discard(source: unknown): void {
  callQuietly(() => (readProperty(source, "body") as ReadableStream | undefined)?.cancel());
}

/** Reads one header; empty where there is none. Never throws. */
export function readHeader(reply: Reply | undefined, name: string): string {
  try {
    const { headers } = Object(reply?.source) as Partial<Response>;
    return textOf(headers?.get(name));
  } catch {
    return "";
  }
}

/** Copies the headers of a reply without any key that the service may have echoed. Never throws. */
export function copyHeaders(reply: Reply, redact: Redactor["text"]): Record<string, string> {
  const copied = new Map<string, string>();
  // Where it throws, what came before is kept.
  callQuietly(() => {
    const { headers } = Object(reply.source) as Partial<Response>;
    return headers?.forEach((value, nameGiven) => {
      const name = redact(textOf(nameGiven)).toLowerCase();
      const earlier = copied.get(name);
      copied.set(name, `${earlier === undefined ? "" : `${earlier}, `}${redact(textOf(value))}`);
    });
  });
  return Object.fromEntries(copied);
}

/** Gives a text or a number as text; empty for anything else, which may do anything when it is turned into one. */
function textOf(value: unknown): string {
  ignoreRejection(value);
  return typeof value === "string" || typeof value === "number" ? `${value}` : "";
}
