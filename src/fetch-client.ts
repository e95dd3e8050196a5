import createOpenapiFetch, { type Client } from "openapi-fetch";
import type { paths } from "../generated/api.js";
import { type ClientOptions, checkBaseUrl, lazySettings } from "./config.ts";
import { type Issue, refusal } from "./errors.ts";
import { copyHeaders, failureOf, readBody, readRecord, tell } from "./failure.ts";
import { fillPath, writeJson } from "./guard.ts";
import { numberFields, operationIdAt } from "./operation.ts";
import { type Call, send } from "./transport.ts";

// A fragment never travels, so it carries the faults of ids from the path serialiser to the request.
const FAULTS = "#faults=";

/** Stands for a body that the guard refuses, until the request tells which operation it belongs to. */
class RefusedBody {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    this.issues = issues;
  }
}

/**
 * Creates openapi-fetch's own client for the update operations, with the key, guards, retries and limits wired in.
 *
 * An HTTP answer comes back as openapi-fetch's `{ data, error, response }`. All that is not an answer
 * (a refused id or value, a redirect, a lost connection, a limit, a success whose body is no JSON object)
 * rejects with an `AtomscaleError`, whose `outcome` says whether the record may have been changed.
 * Fields are not checked against the description, so this is the way to send one that it does not know yet.
 * `timeoutMs`, `totalTimeoutMs` and `maxRetries` (milliseconds and number of further attempts) are taken per call too.
 *
 * @see {@link https://openapi-ts.dev/openapi-fetch/}
 */
export function createFetchClient(options: ClientOptions = {}): Client<paths> {
  const settingsFor = lazySettings(options);
  const fields = numberFields();
  // Takes one listener off the caller's signal when the call has ended.
  const releases = new WeakMap<Request, () => void>();

  // Stands in for Request to complete the URL at the first call; middleware sees a real one.
  function AbsoluteRequest(target: string, init: RequestInit): Request {
    const [template = "", faults] = target.split(FAULTS);
    const path = URL.canParse(template) ? new URL(template).pathname : template;
    const operationId = operationIdAt(path, init.method ?? "");
    const issues: Issue[] = faults ? JSON.parse(decodeURIComponent(faults)) : [];
    // Without any path parameter openapi-fetch does not ask the path serialiser.
    if (!faults) fillPath(decodeURIComponent(path), {}, issues);
    if ((init.body as unknown) instanceof RefusedBody)
      issues.push(...(init.body as unknown as RefusedBody).issues);
    if (issues[0]) throw refusal(operationId, tell(issues), "", issues);

    const { baseUrl } = settingsFor(operationId);
    const url = template.startsWith("/") ? baseUrl + template : template;
    if (url === template) checkBaseUrl(operationId, url, "call option baseUrl");
    const { signal } = init;
    const relay = new AbortController();
    const forward = (): void => relay.abort(signal?.reason);
    if (signal?.aborted) forward();
    signal?.addEventListener("abort", forward);
    const request = new globalThis.Request(url, { ...init, signal: relay.signal });
    releases.set(request, () => signal?.removeEventListener("abort", forward));
    return request;
  }
  // So that openapi-fetch knows a Request that middleware returns for one.
  AbsoluteRequest.prototype = globalThis.Request?.prototype;

  async function answer(request: Request): Promise<Response> {
    const operationId = operationIdAt(new URL(request.url).pathname, request.method);
    try {
      const { timeoutMs, totalTimeoutMs, maxRetries, signal } = request as ClientOptions & Request;
      const settings = settingsFor(operationId, {
        timeoutMs,
        totalTimeoutMs,
        maxRetries,
        signal,
      });
      const call: Call = {
        settings,
        operationId,
        url: request.url,
        method: request.method,
        headers: { ...settings.headers, ...Object.fromEntries(request.headers) },
        body: await request.text(),
      };
      const ending = await send(call);
      const { reply, content, code, outcome, clean } = ending;
      // A Response cannot hold a status below 200 or beyond 599.
      const { status = 0 } = ending;
      const answered = reply && status >= 200 && status < 600 && !/aborted|redirect-refused/.test(code);
      if (!answered || (outcome === "applied" && !readRecord(content))) throw failureOf(call, ending);
      const body = outcome === "applied" ? content : readBody(content, clean);
      const headers = copyHeaders(ending);
      headers.delete("content-length");
      // With nothing, null or 0 for `error`, whoever tests `if (error)` would take a refusal for a success.
      const text =
        typeof body === "string"
          ? body
          : JSON.stringify(body || `status ${status} with the body ${content || "empty"}`);
      return new Response(text, { status, headers });
    } finally {
      releases.get(request)?.();
    }
  }

  return createOpenapiFetch<paths>({
    Request: AbsoluteRequest as unknown as typeof Request,
    fetch: answer,
    pathSerializer(template, parameters) {
      const issues: Issue[] = [];
      const path = fillPath(template, parameters, issues);
      return issues.length > 0 ? template + FAULTS + encodeURIComponent(JSON.stringify(issues)) : path;
    },
    bodySerializer(body) {
      const issues: Issue[] = [];
      const json = writeJson(body, issues, fields);
      return issues.length > 0 ? new RefusedBody(issues) : json;
    },
  });
}
