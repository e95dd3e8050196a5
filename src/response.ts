import { readBody } from "./body.ts";
import { createRedactor } from "./redact.ts";
import { copyHeaders, isRedirect } from "./reply.ts";
import type { CallResult } from "./send.ts";

// They belong to the body as it travelled.
const HEADERS_OF_TRANSFER = new Set(["content-encoding", "content-length", "transfer-encoding"]);

/** Creates a Response from an HTTP response of the service; undefined where the call did not end in one. */
export function toResponse({ code, facts, keys }: CallResult): Response | undefined {
  const { reply, text = "" } = facts;
  const status = reply?.status;
  // A Response cannot hold a status beyond 599.
  if (reply === undefined || status === undefined || status > 599 || isRedirect(reply)) return undefined;
  if (code === "aborted" || (status < 400 && code !== undefined)) return undefined;
  const redactor = createRedactor(keys);
  const headers = new Headers();
  for (const [name, value] of Object.entries(copyHeaders(reply, redactor.text))) {
    if (HEADERS_OF_TRANSFER.has(name)) continue;
    try {
      headers.append(name, value);
    } catch {
      // A name that HTTP does not know cannot be repeated.
    }
  }
  const body = code === undefined ? text : toErrorText(status, readBody(text, redactor));
  return new Response(body, { status, headers });
}

/** Writes the body of a refusal so that openapi-fetch reads it as it is, and never as nothing. */
function toErrorText(status: number, body: unknown): string {
  if (!body)
    return JSON.stringify(
      `status ${status}, with ${body === undefined ? "no body" : `the body ${JSON.stringify(body)}`}`,
    );
  if (typeof body !== "string") return JSON.stringify(body);
  try {
    JSON.parse(body);
    return JSON.stringify(body);
  } catch {
    return body;
  }
}
