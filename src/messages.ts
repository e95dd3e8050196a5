import type { Call } from "./attempt.ts";
import { readBody, readIssues, readWords } from "./body.ts";
import { copyCauses, readCauses, readProperty } from "./causes.ts";
import { describeCauses, isUntrusted } from "./connection.ts";
import {
  AtomscaleError,
  type AtomscaleErrorDetails,
  type ErrorResponse,
  type Issue,
  type Outcome,
  setHidden,
} from "./errors.ts";
import { createRedactor, type Redactor } from "./redact.ts";
import { copyHeaders, readHeader } from "./reply.ts";
import type { CallResult } from "./send.ts";
import { MAKE_A_KEY } from "./settings.ts";
import { excerpt } from "./words.ts";

const MAX_TOLD_ISSUES = 10;
const LONGEST_POINTER = 1_000;

const CONSEQUENCES: Readonly<Record<Outcome, string>> = {
  "not-applied": "Nothing was changed.",
  unknown:
    "The update may have been applied: look at the record, or send it again unless somebody else has edited it since.",
  applied: "The update was applied.",
};

/**
 * Creates the error of a call that was refused before anything was sent.
 * `site` is an error made in the method that the user called, for its stack.
 */
export function refusal(
  operationId: string,
  refused: { readonly issues: readonly Issue[] } | { readonly fault: string },
  keys: readonly string[],
  site?: Error,
): AtomscaleError {
  const redactor = createRedactor(keys);
  const known = { outcome: "not-applied", operationId, attempts: 0 } as const;
  if ("fault" in refused) {
    const sentence = `was not sent: ${redactor.text(refused.fault)}`;
    return createError([sentence], { ...known, code: "invalid-config" }, redactor, site);
  }
  const issues = redactIssues(refused.issues, redactor);
  const details = { ...known, code: "invalid-request", issues } as const;
  return createError([`was not sent: ${formatIssues(issues)}`], details, redactor, site);
}

/** Creates the error that a call ends in when it has no record to return. Never throws. */
export function failure(call: Call, result: CallResult, site?: Error): AtomscaleError {
  const { code = "unreadable-reply", outcome, attempts, keys } = result;
  const known = { code, outcome, operationId: call.operationId, attempts };
  const redactor = createRedactor(keys);
  try {
    return describeFailure(call, result, known, redactor, site);
  } catch {
    // Whatever cannot be described, the answer to "did it happen?" must reach the caller.
    return createError(["failed"], known, redactor, site);
  }
}

function describeFailure(
  call: Call,
  result: CallResult,
  known: AtomscaleErrorDetails,
  redactor: Redactor,
  site?: Error,
): AtomscaleError {
  const { code, facts, attempts, retryAfterMs } = result;
  const { reply, text = "", causes = [] } = facts;
  const isAborted = code === "aborted";
  const reason = isAborted ? readProperty(call.settings.signal, "reason") : undefined;
  // The platform's own reason says no more than that there was an abort.
  const told = !isAborted ? causes : readCauses(reason).filter(({ name }) => name !== "AbortError");
  const body = readBody(text, redactor);
  const issues = readIssues(body);
  const response: ErrorResponse | undefined =
    reply?.status === undefined
      ? undefined
      : { status: reply.status, headers: copyHeaders(reply, redactor.text), body };

  const often = attempts > 1 ? ` after ${attempts} attempts` : "";
  const why = issues ? formatIssues(issues) : readWords(body) || describeCauses(told);
  const sentences = [
    whatFailed(call, result) + often + (why && `: ${why}`),
    whatToDo(call, result),
    retryAfterMs ? `Wait ${formatWait(retryAfterMs)}, then call again` : "",
  ];
  const cause = isAborted ? reason : copyCauses(causes, redactor.text);
  const details = { ...known, issues, retryAfterMs, response, cause };
  return createError(sentences, details, redactor, site);
}

/** Says what failed, to follow the name of the operation. */
function whatFailed({ settings, url }: Call, { code, facts, attempts, limit }: CallResult): string {
  const { reply, setupFault, isKeyAwaited, isHtml, shown } = facts;
  const status = `status ${reply?.status}`;
  switch (code) {
    case "aborted":
      return "was aborted";
    case "timed-out":
      return `${isKeyAwaited ? "got no key from the option apiKey" : "was not answered"} within ${limit}, ${settings[limit]} ms`;
    case "connection-failed":
      return `got no response from ${new URL(url).host}`;
    case "invalid-config":
      return `was not sent${attempts > 0 ? " again" : ""}: ${setupFault}`;
    case "redirect-refused":
      return `was redirected${originOf(readHeader(reply, "location"), url)}`;
    case "unreadable-reply":
    case undefined:
      if (isHtml) return `was answered with ${status} and a page of HTML`;
      return `was answered with ${status}, but ${shown === "part" ? "the record is missing or cut" : "not with the record"}`;
    default:
      return `failed with ${status}`;
  }
}

/** Gives a wait in seconds, or in words where the number is absurd. */
function formatWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 1e9 ? `${seconds} s` : "more than 30 years";
}

/** Names only the origin of an address: the rest may be a secret of somebody else's. */
function originOf(location: string, base: string): string {
  return location && URL.canParse(location, base) ? ` to ${new URL(location, base).origin}` : "";
}

/** Says what to do about a failure, where that is known. */
function whatToDo({ settings, ids }: Call, { code, facts }: CallResult): string {
  const { keySource } = settings;
  const named = Object.entries(ids).map(([name, id]) => `${name} ${id}`);
  switch (code) {
    case "redirect-refused":
      return facts.reply?.isFollowed
        ? 'The fetch in use followed the redirect; it must honour redirect: "manual"'
        : "The client did not follow it. Check the base URL";
    case "unauthorized":
      return `The service does not accept the API key from the ${keySource}. ${MAKE_A_KEY}`;
    case "forbidden":
      return `The API key from the ${keySource} lacks a permission; updates need \`write\`. ${MAKE_A_KEY}`;
    case "not-found":
      return `No record with ${named.join(" and ")} is visible to this key; check the id${named.length > 1 ? "s" : ""}`;
    case "connection-failed":
      return isUntrusted(facts.causes)
        ? "Where a company's proxy replaces certificates, start Node with NODE_EXTRA_CA_CERTS set to the file of its authority"
        : "";
    default:
      return "";
  }
}

/** Lists faults as one readable line. */
export function formatIssues(issues: readonly Issue[]): string {
  const told = issues
    .slice(0, MAX_TOLD_ISSUES)
    .map(({ pointer, message }) => excerpt(`${pointer || "the body"} ${message}`));
  const more = issues.length - told.length;
  return told.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function redactIssues(issues: readonly Issue[], redactor: Redactor): Issue[] {
  return issues.map(({ pointer, message }) => ({
    pointer: redactor.text(pointer).slice(0, LONGEST_POINTER),
    message: excerpt(redactor.text(message)),
  }));
}

function createError(
  sentences: readonly string[],
  details: AtomscaleErrorDetails,
  redactor: Redactor,
  site?: Error,
): AtomscaleError {
  const told = sentences.filter(Boolean).map((text) => (/[.?!…]$/.test(text) ? text : `${text}.`));
  const message = `${details.operationId} ${told.join(" ")} ${CONSEQUENCES[details.outcome]}`;
  const error = new AtomscaleError(redactor.text(message), details);
  pointTo(site, error, redactor);
  return error;
}

/** Lets the stack of an error begin at the user's own line. */
function pointTo(site: Error | undefined, error: AtomscaleError, redactor: Redactor): void {
  // A program may format stacks itself, and may fail at it.
  const stack = readProperty(site, "stack");
  if (typeof stack !== "string") return;
  // The first frame is the method's; only V8 puts a line before it.
  const frames = stack.split("\n").slice(stack.startsWith("Error") ? 2 : 1);
  const redacted = frames.map((frame) => redactor.text(frame));
  setHidden(error, "stack", [`${error.name}: ${error.message}`, ...redacted].join("\n"));
}
