// One reader for each option. What is wrong with a value comes in words that follow the option's name.
import { describe } from "./words.ts";

/** Value of an option as the client uses it, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly fault: string };

/** Headers by lower-case name; `null` removes one. */
export type HeaderChanges = ReadonlyMap<string, string | null>;

// Fetch sets these itself, and fails or sends something else where they are given.
const HEADERS_OF_FETCH = ["connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"];

/** Reads a key, and never repeats it. */
export function readKey(value: unknown): Read<string> {
  if (typeof value !== "string") return { fault: `must be a text, not ${describe(value)}` };
  if (value === "") return { fault: "is empty" };
  if (/^bearer /i.test(value)) return { fault: 'begins with "Bearer"; pass the key alone' };
  if (/^["'].*["']$/.test(value)) return { fault: "has quotes around it; remove them" };
  // Spaces within may travel; outer ones would be cut off in silence.
  const isPrintable = /^[!-~]([ -~]*[!-~])?$/.test(value);
  return isPrintable ? { value } : { fault: "must be printable ASCII, without line breaks or outer spaces" };
}

/** Reads a base URL: `https:`, or `http:` to this machine, without a slash at its end. */
export function readBaseUrl(value: unknown): Read<string> {
  if (typeof value === "string" && URL.canParse(value) && !/[?#{}@]/.test(value)) {
    // The URL's own form of what was given, so that no part of it hides behind an odd spelling.
    const { protocol, hostname, href } = new URL(value);
    const isLoopback =
      hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
    if (protocol === "https:" || (protocol === "http:" && isLoopback))
      return { value: withoutEndSlashes(href) };
  }
  return {
    fault:
      "must begin with https://, or with http:// and a loopback host (localhost, 127.0.0.1, [::1]), and must not hold a user, query, hash or braces",
  };
}

function withoutEndSlashes(href: string): string {
  let end = href.length;
  while (href[end - 1] === "/") end -= 1;
  return href.slice(0, end);
}

// biome-ignore lint/complexity/noBannedTypes: called as the option's own type says.
export function readFunction(value: unknown): Read<Function> {
  return typeof value === "function" ? { value } : { fault: `must be a function, not ${describe(value)}` };
}

/** Reads a time limit in milliseconds. */
export function readLimit(value: unknown): Read<number> {
  return typeof value === "number" && Number.isFinite(value) && value > 0
    ? { value }
    : { fault: `must be a positive number of milliseconds, not ${describe(value)}` };
}

/** Reads a number of retries. */
export function readCount(value: unknown): Read<number> {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? { value }
    : { fault: `must be a whole number from 0 on, not ${describe(value)}` };
}

/** Reads a signal by its shape, as one of another realm is no `AbortSignal` here. */
export function readSignal(value: unknown): Read<AbortSignal> {
  const { aborted, addEventListener } = Object(value) as Partial<AbortSignal>;
  return typeof aborted === "boolean" && typeof addEventListener === "function"
    ? { value: value as AbortSignal }
    : { fault: `must be an AbortSignal, not ${describe(value)}` };
}

/** Reads headers; one whose value is `undefined` is not there. */
export function readHeaders(given: unknown): Read<HeaderChanges> {
  const fault = "must be HTTP headers: an object, a list of pairs or Headers";
  if (typeof given !== "object" || given === null) return { fault: `${fault}, not ${describe(given)}` };
  const read = new Map<string, string | null>();
  const pairs = Symbol.iterator in given ? (given as Iterable<unknown>) : Object.entries(given);
  for (const pair of pairs) {
    const [nameGiven, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof nameGiven !== "string") return { fault };
    const name = nameGiven.toLowerCase();
    if (name === "x-api-key") return { fault: "must not hold X-API-KEY; pass apiKey" };
    if (HEADERS_OF_FETCH.includes(name)) return { fault: `must not hold ${name}, which fetch sets itself` };
    if (value === undefined) continue;
    const text = value === null ? null : readHeader(name, value);
    if (text === undefined)
      return { fault: `must be HTTP headers; ${JSON.stringify(name)} cannot be sent as one` };
    const earlier = read.get(name);
    read.set(name, text !== null && earlier ? `${earlier}, ${text}` : text);
  }
  return { value: read };
}

/** Gives the value of a header as it travels; undefined where it cannot. */
function readHeader(name: string, value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  try {
    return new Headers([[name, `${value}`]]).get(name) ?? undefined;
  } catch {
    return undefined;
  }
}
