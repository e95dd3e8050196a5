import { setHidden } from "./errors.ts";
import type { Redactor } from "./redact.ts";
import { copyText } from "./words.ts";

const LONGEST_CHAIN = 8;
const LONGEST_TEXT = 10_000;

/** What is known of an error: its fields as texts, read by shape, as an error of another realm is no `Error` here. */
export interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  /** System call that failed, such as `connect`; empty where the runtime names none. */
  readonly syscall: string;
  /** Whether an own property `sent` of it is `false`, by which a user's own fetch says that nothing was sent. */
  readonly isUnsent?: boolean;
}

/** Lists an error and the errors that it was caused by, outermost first. Never throws. */
export function readCauses(error: unknown): Cause[] {
  const causes: Cause[] = [];
  for (let link = error; link !== undefined && link !== null && causes.length < LONGEST_CHAIN; ) {
    causes.push({
      name: readText(link, "name"),
      message: typeof link === "string" ? cut(link) : readText(link, "message"),
      code: readText(link, "code"),
      syscall: readText(link, "syscall"),
      isUnsent: saysUnsent(link),
    });
    // Where a name has several addresses, Node collects an error for each of them.
    link = readProperty(link, "cause") ?? readProperty(readProperty(link, "errors"), "0");
  }
  return causes;
}

/** Copies the known fields of an error; fetch implementations put whole requests into theirs. */
export function copyCauses(causes: readonly Cause[], redact: Redactor["text"]): Error | undefined {
  return causes.reduceRight<Error | undefined>((cause, { name, message, code }) => {
    const copy = new Error(redact(message), cause && { cause });
    // Its own stack would point into this package, where nothing of it happened.
    setHidden(copy, "stack", "");
    if (name) setHidden(copy, "name", redact(name));
    if (code) setHidden(copy, "code", redact(code));
    return copy;
  }, undefined);
}

/** Reads a property of any value; undefined where it cannot be read. */
export function readProperty(value: unknown, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function saysUnsent(error: unknown): boolean {
  try {
    return Object.hasOwn(Object(error), "sent") && readProperty(error, "sent") === false;
  } catch {
    return false;
  }
}

function readText(value: unknown, name: string): string {
  const text = readProperty(value, name);
  return typeof text === "string" ? cut(text) : "";
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? copyText(text.slice(0, LONGEST_TEXT)) : text;
}
