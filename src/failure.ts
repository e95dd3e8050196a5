import { copyCause, describeCause } from "./cause.ts";
import { MAKE_A_KEY } from "./config.ts";
import { type AtomscaleError, type ErrorCode, failure, type Issue } from "./errors.ts";
import { typeName } from "./guard.ts";
import type { Call, Ending } from "./transport.ts";

const BODY_LIMIT = 64 * 1024;

/** Makes the error that a call ends in when it has no record to return. */
export function failureOf(call: Call, ending: Ending): AtomscaleError {
  const { operationId, url, settings } = call;
  const { keySource, signal } = settings;
  const { code, outcome, attempts, status, reply, content = "", cause, limit, retryAfterMs, clean } = ending;
  const body = content.length > BODY_LIMIT ? clean(content.slice(0, BODY_LIMIT)) : readBody(content, clean);
  const issues = readIssues(body);
  const { host, pathname } = new URL(url);
  const location = reply?.headers.get("location");
  // A layer is named by numbers in the body, all others by UUIDs in the path. A body can be long.
  const ids = [pathname, ...(call.body.match(/"\w{0,30}id":\d+/g) ?? [])].join(" ");

  const descriptions: Partial<Record<ErrorCode, string>> = {
    aborted: "was aborted",
    "timed-out": `was not answered within ${limit}, ${settings[limit]} ms`,
    "connection-failed": `got no answer from ${host}`,
    "invalid-config": "was not sent, as apiKey gave no key",
    // Only the origin: the rest may be a secret of somebody else's.
    "redirect-refused": `was redirected${location && URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : ""}`,
    "unreadable-reply": `was answered with status ${status}, but not with a whole JSON object`,
  };
  const advice: Partial<Record<ErrorCode, string>> = {
    "redirect-refused": " Nothing was sent there. Is the base URL right?",
    unauthorized: ` The API key from the ${keySource} is not accepted.${MAKE_A_KEY}`,
    forbidden: ` The API key from the ${keySource} lacks a permission; updates need \`write\`.${MAKE_A_KEY}`,
    "not-found": ` Does ${ids} name a record that the API key may see?`,
  };
  const often = attempts > 1 ? ` after ${attempts} attempts` : "";
  const why = issues ? tell(issues) : readWords(body) || clean(describeCause(cause));
  const due = retryAfterMs ? ` The next attempt is due in ${Math.ceil(retryAfterMs / 1000)} s.` : "";
  return failure(
    (descriptions[code] ?? `failed with status ${status}`) + often + (why && `: ${why}`),
    (advice[code] ?? "") + due,
    {
      code,
      outcome,
      operationId,
      attempts,
      status,
      retryAfterMs,
      body,
      headers: reply && copyHeaders(ending),
      issues,
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
export function readRecord(content = ""): object | undefined {
  try {
    const record: unknown = JSON.parse(content);
    return typeName(record) === "Object" ? (record as object) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the body of a refusal without any key, also where its JSON has escaped one in a way of its own. */
export function readBody(content = "", clean: Ending["clean"]): unknown {
  try {
    return JSON.parse(clean(JSON.stringify(JSON.parse(content))));
  } catch {
    return clean(content) || undefined;
  }
}

/** Copies the headers of a reply, without any key that the service may have echoed. */
export function copyHeaders({ reply, clean }: Ending): Headers {
  const headers = new Headers();
  reply?.headers.forEach((value, name) => {
    headers.append(name, clean(value));
  });
  return headers;
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
