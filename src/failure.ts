import { copyCause, describeCause } from "./cause.ts";
import { MAKE_A_KEY } from "./config.ts";
import { AtomscaleError, type ErrorCode, type Issue } from "./errors.ts";
import { type Call, type Ending, isRedirect, isSuccess } from "./transport.ts";

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "unprocessable",
  429: "rate-limited",
};

const BODY_LIMIT = 64 * 1024;

const CONSEQUENCES = {
  "not-applied": "Nothing was changed.",
  unknown:
    "The update may have been applied: look at the record, or send it again, which harms nothing but a newer edit of somebody else's.",
  applied: "The update was applied.",
};

/** Makes the error that a call ends in when it has no record to return. */
export function failureOf(call: Call, ending: Ending): AtomscaleError {
  const { operationId, keySource, timeoutMs, totalTimeoutMs, url, signal } = call;
  const { reply, content, cause, limitMs, retryAfterMs, attempts, outcome, clean } = ending;
  const status = reply?.status || undefined;
  const code = codeOf(ending);
  const body = parse(clean(content ?? ""));
  const issues = readIssues(body);
  const { host, pathname } = new URL(url);

  let what = `failed with status ${status}`;
  let advice = "";
  switch (code) {
    case "aborted":
      what = "was aborted";
      break;
    case "timed-out":
      what = `was not answered within ${limitMs < timeoutMs ? `totalTimeoutMs, ${totalTimeoutMs}` : `timeoutMs, ${timeoutMs}`} ms`;
      break;
    case "connection-failed":
      what = `got no answer from ${host}`;
      break;
    case "invalid-config":
      what = "was not sent";
      break;
    case "redirect-refused": {
      const location = reply?.headers.get("location") ?? "";
      // Only the origin: the rest may be a secret of somebody else's.
      what = `was redirected${URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : ""}`;
      advice = " Neither the API key nor the update goes there. Is the base URL right?";
      break;
    }
    case "unreadable-reply":
      what = `was answered with status ${status}, but not with a whole JSON object`;
      break;
    case "unauthorized":
    case "forbidden":
      advice = ` The API key from the ${keySource} ${status === 401 ? "is not accepted" : "lacks a permission; updates need `write`"}. ${MAKE_A_KEY}`;
      break;
    case "not-found":
      // A layer is named by numbers in the body, all others by UUIDs in the path.
      advice = ` Does ${[pathname, ...(call.body.match(/"\w*id":\d+/g) ?? [])].join(" ")} name a record that the API key may see?`;
      break;
    case "rate-limited":
      if (retryAfterMs) advice = ` The next attempt is due in ${Math.ceil(retryAfterMs / 1000)} s.`;
  }
  const why = issues ? tell(issues) : readWords(body) || clean(describeCause(cause));
  const after = attempts > 1 ? ` after ${attempts} attempts` : "";
  return new AtomscaleError(
    `${operationId} ${what}${after}${why && `: ${why}`}.${advice} ${CONSEQUENCES[outcome]}`,
    {
      code,
      outcome,
      operationId,
      attempts,
      status,
      body,
      headers: reply && copyHeaders(ending),
      issues,
      retryAfterMs,
      cause: code === "aborted" ? signal?.reason : copyCause(cause, clean),
    },
  );
}

/** Lists faults as one readable line. */
export function tell(issues: readonly Issue[]): string {
  const told = issues
    .slice(0, 10)
    .map(({ pointer, message }) => excerpt(`${pointer || "the body"} ${message}`));
  return told.join("; ") + (issues[10] ? `; and ${issues.length - 10} more` : "");
}

/** Reads the text of a success as the record that every operation answers with; anything else is undefined. */
export function readRecord(content: string | undefined): object | undefined {
  const record = parse(content, Number.POSITIVE_INFINITY);
  return typeof record === "object" && record !== null && !Array.isArray(record) ? record : undefined;
}

/** Copies the headers of a reply, without any key that the service may have echoed. */
export function copyHeaders({ reply, clean }: Ending): Headers {
  const entries = [...(reply?.headers ?? [])];
  return new Headers(entries.map(([name, value]): [string, string] => [name, clean(value)]));
}

function codeOf({ end, reply }: Ending): ErrorCode {
  // A refusal whose body did not arrive is a refusal all the same.
  if (!reply || end === "aborted" || (end === "timed-out" && isSuccess(reply))) return end as ErrorCode;
  if (isRedirect(reply)) return "redirect-refused";
  const { status } = reply;
  return isSuccess(reply)
    ? "unreadable-reply"
    : (CODES[status] ?? (status < 500 ? "rejected" : "server-error"));
}

function parse(text = "", limit = BODY_LIMIT): unknown {
  if (!text) return undefined;
  if (text.length > limit) return text.slice(0, limit);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads the faults that FastAPI, which the service seems to use, lists in `detail`. */
function readIssues(body: unknown): Issue[] | undefined {
  const { detail } = Object(body);
  const issues = [detail].flat().flatMap((fault) => {
    const { loc, msg } = Object(fault);
    // The first step says which part of the request is meant: body, path, query or header.
    return msg ? { pointer: ["", ...[loc].flat().slice(1)].join("/"), message: `${msg}` } : [];
  });
  return issues[0] && issues;
}

/** Finds the service's own words in whatever it sent. */
function readWords(body: unknown): string {
  const { detail, message, error, title } = Object(body);
  const words =
    [body, detail, message, error?.message, error, title].find((word) => typeof word === "string") ?? "";
  // A page of HTML comes from something in front of the service and helps nobody in a message.
  return /^\s*</.test(words) ? "" : excerpt(words.replace(/\.?\s*$/, ""));
}

function excerpt(text: string): string {
  return text.replace(/\s+/g, " ").replace(/(.{200}).+/, "$1…");
}
