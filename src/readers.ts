// One reader for each option. What is wrong with a value comes in words that follow the option's name.
import { describe } from "./words.ts";

/** Value of an option as the client uses it, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly fault: string };

// Fetch sets these itself, and fails or sends something else where they are given.
const HEADERS_OF_FETCH = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "transfer-encoding",
  "upgrade",
]);

// Servers refuse longer headers.
const LONGEST_KEY = 8_192;

/** Reads a value that is right, or says what is expected in its place. */
export function expect<T>(value: unknown, isRight: boolean, words: string): Read<T> {
  return isRight ? { value: value as T } : { fault: `must be ${words}, not ${describe(value)}` };
}

/** Reads a key, and never repeats it. */
export function readKey(value: unknown): Read<string> {
  if (typeof value !== "string")
    return { fault: `must be a text, not ${value === null ? value : typeof value}` };
  if (value === "") return { fault: "is empty" };
  if (value.length > LONGEST_KEY) return { fault: `is longer than ${LONGEST_KEY} characters` };
  if (/^bearer |^["'].*["']$/i.test(value))
    return { fault: 'must not have quotes around it or "Bearer" before it' };
  // Spaces within may travel; outer ones would be cut off in silence.
  const isPrintable = /^[!-~]([ -~]*[!-~])?$/.test(value);
  return isPrintable ? { value } : { fault: "must be printable ASCII, without line breaks or outer spaces" };
}

/** Reads a base URL: `https:`, or `http:` to this machine, without a slash at its end. */
export function readBaseUrl(value: unknown): Read<string> {
  if (typeof value === "string" && URL.canParse(value) && !/[?#{}@]/.test(value)) {
    // The URL's own form of what was given, so that no part of it hides behind an odd spelling.
    let { href } = new URL(value);
    while (href.endsWith("/")) href = href.slice(0, -1);
    if (/^https:|^http:\/\/(localhost|127\.[\d.]+|\[::1\])(:\d+)?(\/|$)/.test(href)) return { value: href };
  }
  return {
    fault:
      "must begin with https:// (http:// only to localhost, 127.0.0.1 or [::1]), without user, query, hash or braces",
  };
}

export function readFunction(value: unknown): Read<unknown> {
  return expect(value, typeof value === "function", "a function");
}

/** Reads a time limit in milliseconds. */
export function readLimit(value: unknown): Read<number> {
  return expect(value, Number.isFinite(value) && Number(value) > 0, "a positive number of milliseconds");
}

/** Reads a number of retries. */
export function readCount(value: unknown): Read<number> {
  return expect(value, Number.isSafeInteger(value) && Number(value) >= 0, "a whole number from 0 on");
}

/** Reads a signal by its shape, as one of another realm is no `AbortSignal` here. */
export function readSignal(value: unknown): Read<AbortSignal> {
  const { aborted, addEventListener } = Object(value) as Partial<AbortSignal>;
  return expect(
    value,
    typeof aborted === "boolean" && typeof addEventListener === "function",
    "an AbortSignal",
  );
}

/** Reads headers over others, by lower-case name: `null` takes one of these away, and `undefined` changes nothing. */
export function readHeaders(
  given: unknown,
  base: Readonly<Record<string, string>>,
): Read<Readonly<Record<string, string>>> {
  if (typeof given !== "object" || given === null) return expect(given, false, "HTTP headers");
  const merged = new Map(Object.entries(base));
  const added = new Headers();
  try {
    for (const pair of Symbol.iterator in given ? (given as Iterable<unknown>) : Object.entries(given)) {
      const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
      if (typeof name !== "string") return { fault: `must be HTTP headers; ${describe(name)} is no name` };
      const lower = name.toLowerCase();
      if (lower === "x-api-key") return { fault: "must not hold X-API-KEY; pass apiKey" };
      if (HEADERS_OF_FETCH.has(lower)) return { fault: `must not hold ${lower}, which fetch sets itself` };
      if (value === null) merged.delete(lower);
      else if (["string", "number", "boolean"].includes(typeof value)) added.append(name, `${value}`);
      else if (value !== undefined)
        return { fault: `must be HTTP headers; the value of ${lower} is ${describe(value)}` };
    }
  } catch {
    return { fault: "must be HTTP headers; a name or a value among them cannot travel" };
  }
  return { value: Object.fromEntries([...merged, ...added]) };
}
