import type { Issue } from "./errors.ts";
import type { Redactor } from "./redact.ts";
import { stepTo } from "./serialize.ts";
import { copyText, excerpt } from "./words.ts";

const BODY_LIMIT = 64 * 1024;
// A key that begins within the limit must be seen whole to be redacted.
const LONGEST_FORM = 64 * 1024;
const MAX_ISSUES = 1_000;

/** Reads the body of a failure without any key: as JSON, else as text that is cut at 64 KiB. */
export function readBody(content: string, redactor: Redactor): unknown {
  if (content === "") return undefined;
  try {
    const body = content.length > BODY_LIMIT ? undefined : redactor.json(JSON.parse(content));
    if (body !== undefined) return body;
  } catch {
    // It is kept as text.
  }
  return copyText(redactor.cutText(content.slice(0, BODY_LIMIT + LONGEST_FORM)).slice(0, BODY_LIMIT));
}

/** Reads the faults that FastAPI, which the service seems to use, lists in `detail`. */
export function readIssues(body: unknown): Issue[] | undefined {
  const { detail } = Object(body) as { detail?: unknown };
  const issues = (Array.isArray(detail) ? detail : []).slice(0, MAX_ISSUES).flatMap((fault: unknown) => {
    const { loc, msg } = Object(fault) as { loc?: unknown; msg?: unknown };
    if (typeof msg !== "string" || !msg) return [];
    // The first step says which part of the request is meant: body, path, query or header.
    const steps: unknown[] = Array.isArray(loc) ? loc.slice(1) : [];
    return { pointer: steps.map((step) => stepTo(`${step}`)).join(""), message: excerpt(msg) };
  });
  return issues.length > 0 ? issues : undefined;
}

/** Finds the service's own words in whatever it sent. */
export function readWords(body: unknown): string {
  const { detail, message, error, title } = Object(body) as Record<string, unknown>;
  const candidates = [body, detail, Object(detail).message, message, Object(error).message, error, title];
  const words = excerpt(candidates.find((candidate) => candidate && typeof candidate === "string") ?? "");
  // A page of HTML, or a piece of JSON, helps nobody in a message.
  return /^[<{[]/.test(words) ? "" : words.replace(/\.$/, "");
}
