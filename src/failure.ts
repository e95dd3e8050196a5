import { type Call, isRedirect, isSuccess } from "./attempt.ts";
import { copyCause, describeFailure, redact } from "./cause.ts";
import { ConfigFault, MAKE_A_KEY } from "./config.ts";
import { AtomscaleError, type ErrorCode, type Issue, type Outcome } from "./errors.ts";
import type { Ending } from "./transport.ts";

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "unprocessable",
  429: "rate-limited",
};

const BODY_LIMIT = 64 * 1024;

const CONSEQUENCES: Readonly<Record<Outcome, string>> = {
  "not-applied": "Nothing was changed.",
  unknown:
    "The update may have been applied: look at the record, or send the update again, which is harmless unless somebody else has edited the record since.",
  applied: "The update was applied.",
};

/** Makes the error that a call ends in when it has no reply to return. */
export function failureOf(
  call: Call,
  ending: Ending,
  named?: Readonly<Record<string, unknown>>,
): AtomscaleError {
  const { reply, keys, outcome, attempts, retryAfterMs } = ending;
  const operationId = call.operationId();
  const body = readBody(ending);
  const issues = readIssues(body);
  const code = codeOf(ending);
  const times = attempts > 1 ? ` after ${attempts} attempts` : "";
  const message = `${operationId} ${explain(call, ending, code, times, body, issues, named)} ${CONSEQUENCES[outcome]}`;
  return new AtomscaleError(message, {
    code,
    outcome,
    operationId,
    attempts,
    status: reply?.status || undefined,
    body,
    headers: reply && copyHeaders(ending),
    issues,
    retryAfterMs,
    cause: code === "aborted" ? call.limits.signal?.reason : copyCause(ending.cause, keys),
  });
}

/** Makes the error for a request that is refused before anything is sent. */
export function refusalOf(operationId: string, issues: readonly Issue[]): AtomscaleError {
  return new AtomscaleError(
    `${operationId} was not sent: ${tellIssues(issues)}. ${CONSEQUENCES["not-applied"]}`,
    { code: "invalid-request", outcome: "not-applied", operationId, attempts: 0, issues },
  );
}

/** Reads options, and makes the public error of those that cannot be used. */
export function checked<T>(operationId: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ConfigFault)) throw cause;
    throw new AtomscaleError(`${operationId} was not sent: ${cause.message}`, {
      code: "invalid-config",
      outcome: "not-applied",
      operationId,
      attempts: 0,
    });
  }
}

/** Reads the text of a success as the record that every operation answers with; anything else is undefined. */
export function readRecord(content: string | undefined): object | undefined {
  try {
    const record: unknown = JSON.parse(content ?? "");
    return typeof record === "object" && record !== null && !Array.isArray(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Copies the headers of a reply, without any key that the service may have echoed. */
export function copyHeaders({ reply, keys }: Ending): Headers {
  const headers = new Headers();
  reply?.headers.forEach((value, name) => {
    headers.append(name, redact(value, keys));
  });
  return headers;
}

function codeOf({ end, reply }: Ending): ErrorCode {
  if (end === "aborted" || (end === "timed-out" && (!reply || isSuccess(reply.status)))) return end;
  if (end === "no-key") return "invalid-config";
  if (reply === undefined) return "connection-failed";
  if (isRedirect(reply)) return "redirect-refused";
  if (isSuccess(reply.status)) return "unreadable-reply";
  return CODES[reply.status] ?? (reply.status >= 500 ? "server-error" : "rejected");
}

function explain(
  call: Call,
  ending: Ending,
  code: ErrorCode,
  times: string,
  body: unknown,
  issues: readonly Issue[] | undefined,
  named: Readonly<Record<string, unknown>> | undefined,
): string {
  const { reply, limitMs, keys } = ending;
  const { limits, config } = call;
  switch (code) {
    case "aborted":
      return ending.sent
        ? "was aborted while it was under way."
        : `was aborted${times || " before it was sent"}.`;
    case "timed-out": {
      const [name, ms] =
        limitMs < limits.timeoutMs
          ? ["totalTimeoutMs", limits.totalTimeoutMs]
          : ["timeoutMs", limits.timeoutMs];
      return `was not answered in full within ${name}, ${ms} ms${times}.`;
    }
    case "connection-failed":
      return `failed${times}, as the connection to ${new URL(call.url).host} did: ${redact(describeFailure(ending.cause), keys)}.`;
    case "invalid-config":
      return ending.cause instanceof ConfigFault
        ? `was not sent${times}: ${ending.cause.message}`
        : `was not sent${times}, as the function apiKey failed: ${redact(describeFailure(ending.cause), keys)}.`;
    case "redirect-refused":
      return `was redirected${tellTarget(ending, call.url)}, and the API key and the update do not follow. Is the base URL right?`;
    case "unreadable-reply":
      return ending.end === "lost"
        ? `was answered with status ${reply?.status}, but the reply broke off: ${redact(describeFailure(ending.cause), keys)}.`
        : `was answered with status ${reply?.status}, but the reply is not the JSON object that was expected: ${excerpt(body)}.`;
  }
  const words = issues ? tellIssues(issues) : readWords(body);
  return `failed with status ${reply?.status}${times}${words && `: ${words}`}.${advise(code, ending, config.keySource, named)}`;
}

function advise(
  code: ErrorCode,
  { retryAfterMs }: Ending,
  keySource: string,
  named: Readonly<Record<string, unknown>> | undefined,
): string {
  switch (code) {
    case "unauthorized":
      return ` The service does not accept the API key from the ${keySource}. ${MAKE_A_KEY}`;
    case "forbidden":
      return ` The API key from the ${keySource} lacks a permission; updates need \`write\`. ${MAKE_A_KEY}`;
    case "not-found": {
      const ids = Object.entries(named ?? {}).map(([name, value]) => `${name} ${value}`);
      return ` There is no record with ${ids.join(", ") || "these ids"}, or none that the API key may see.`;
    }
    case "rate-limited":
      return retryAfterMs === undefined
        ? ""
        : ` The next attempt is due in ${Math.ceil(retryAfterMs / 1000)} s.`;
    default:
      return "";
  }
}

function readBody({ content, keys }: Ending): unknown {
  if (!content) return undefined;
  const text = redact(content, keys);
  if (text.length > BODY_LIMIT) return text.slice(0, BODY_LIMIT);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads the list of faults that FastAPI, which the service seems to use, puts into `detail`. */
function readIssues(body: unknown): Issue[] | undefined {
  const detail = (body as { detail?: unknown } | null | undefined)?.detail;
  if (!Array.isArray(detail)) return undefined;
  const issues = detail.flatMap((entry: { loc?: unknown; msg?: unknown } | null) => {
    if (typeof entry?.msg !== "string") return [];
    const loc = Array.isArray(entry.loc) ? entry.loc : [];
    // The first step says which part of the request is meant: body, path, query or header.
    return [
      {
        pointer: loc
          .slice(1)
          .map((step) => `/${step}`)
          .join(""),
        message: entry.msg,
      },
    ];
  });
  return issues.length > 0 ? issues : undefined;
}

/** Finds the service's own words in whatever it sent. */
function readWords(body: unknown): string {
  const { detail, message, error, title } = Object(body);
  const words = [body, detail, message, error?.message, error, title].find(
    (word) => typeof word === "string",
  );
  // A page of HTML comes from something in front of the service and helps nobody in a message.
  return words === undefined || /^\s*</.test(words)
    ? ""
    : shorten(words.replace(/\s+/g, " ").trim().replace(/\.$/, ""), 300);
}

function tellIssues(issues: readonly Issue[]): string {
  const told = issues
    .slice(0, 10)
    .map(({ pointer, message }) => shorten(`${pointer || "the body"} ${message}`, 200));
  if (issues.length > told.length) told.push(`and ${issues.length - told.length} more`);
  return told.join("; ");
}

function tellTarget({ reply }: Ending, from: string): string {
  const location = reply?.headers.get("location");
  // Only the origin: the rest may be a capability of somebody else's.
  return location && URL.canParse(location, from) ? ` to ${new URL(location, from).origin}` : "";
}

function excerpt(body: unknown): string {
  return body === undefined
    ? "it is empty"
    : shorten(typeof body === "string" ? JSON.stringify(body) : `it is ${JSON.stringify(body)}`, 80);
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
