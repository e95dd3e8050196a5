import type { Redactor } from "./redact.ts";

const LONGEST_CHAIN = 8;
const LONGEST_TEXT = 10_000;

/** What is known of an error: its fields as texts, read by shape, as an error of another realm is no `Error` here. */
export interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  /** System call that failed, such as `connect`; empty where the runtime names none. */
  readonly syscall: string;
  /** What the error itself says in a property `sent`; undefined where it does not. */
  readonly sent: unknown;
}

/** Lists an error and the errors that it was caused by, outermost first. Never throws. */
export function readCauses(error: unknown): Cause[] {
  const causes: Cause[] = [];
  let link = error;
  while (link !== undefined && link !== null && causes.length < LONGEST_CHAIN) {
    const isObject = typeof link === "object" || typeof link === "function";
    causes.push({
      name: readText(link, "name") || "Error",
      message: isObject ? readText(link, "message") : toText(link),
      code: readText(link, "code"),
      syscall: readText(link, "syscall"),
      sent: readOwn(link, "sent"),
    });
    // Where a name has several addresses, Node collects an error for each of them.
    link = readProperty(link, "cause") ?? readProperty(readProperty(link, "errors"), "0");
  }
  return causes;
}

/** Copies the known fields of an error; fetch implementations put whole requests into theirs. */
export function copyCauses(causes: readonly Cause[], redact: Redactor["text"]): Error | undefined {
  let copy: Error | undefined;
  for (const { name, message, code } of [...causes].reverse()) {
    const inner: Error | undefined = copy;
    copy = new Error(redact(message), inner && { cause: inner });
    // Its stack would point into this package, where nothing of it happened.
    Object.defineProperty(copy, "stack", { value: undefined, writable: true, configurable: true });
    for (const [field, value] of Object.entries({ name, code })) {
      if (value)
        Object.defineProperty(copy, field, { value: redact(value), writable: true, configurable: true });
    }
  }
  return copy;
}

/** Reads a property of any value; undefined where reading it throws. */
export function readProperty(value: unknown, name: string): unknown {
  try {
    return value === undefined || value === null ? undefined : (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function readOwn(value: unknown, name: string): unknown {
  try {
    return Object.hasOwn(Object(value), name) ? readProperty(value, name) : undefined;
  } catch {
    return undefined;
  }
}

function readText(value: unknown, name: string): string {
  const text = readProperty(value, name);
  return typeof text === "string" || typeof text === "number" ? toText(text) : "";
}

function toText(value: unknown): string {
  return String(value).slice(0, LONGEST_TEXT);
}
