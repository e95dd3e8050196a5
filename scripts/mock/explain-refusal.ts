// Says what is wrong with a request in the form in which the service is likely to say it.

/** What Prism found wrong, at a path such as `["body", "pipeline_status"]`. */
export interface Violation {
  path?: (string | number)[];
  code?: string | number;
  message: string;
}

interface Fault {
  loc: (string | number)[];
  msg: string;
  type: string;
}

/** Prism names an unknown or a missing field in its message only. */
function fieldIn({ code, message }: Violation): string[] {
  if (code !== "additionalProperties" && code !== "required") return [];
  const [, name] = /'(.*)'$/s.exec(message) ?? [];
  return name === undefined ? [] : [name];
}

function describe(violation: Violation): Fault {
  const { path = ["body"], code = "invalid", message } = violation;
  if (code === 415) return { loc: ["header", "content-type"], msg: message, type: "content_type" };
  const msg = message.replace(/^Request (body|\w+ parameter)( property \S+| \S+(?= must))? /, "");
  return { loc: [...path, ...fieldIn(violation)], msg, type: String(code) };
}

/** The body of a 422, and the same in one line; undefined where Prism found nothing wrong. */
export function explainRefusal(
  violations: Violation[],
  jsonFault: string | undefined,
): { body: { detail: Fault[] }; reason: string } | undefined {
  if (violations.length === 0) return undefined;
  const isUnauthorized = violations.some(({ code }) => code === 401);
  const detail =
    jsonFault === undefined || isUnauthorized
      ? violations.map(describe)
      : [{ loc: ["body"], msg: jsonFault, type: "json_invalid" }];
  const reason = isUnauthorized
    ? "the header X-API-KEY is missing or empty"
    : detail.map(({ loc, msg }) => `${loc.join("/")} ${msg}`).join("; ");
  return { body: { detail }, reason };
}
