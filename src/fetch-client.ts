import createOpenapiFetch, { type Client, type Middleware } from "openapi-fetch";
import type { paths } from "../generated/api.js";
import { type Operation, operations } from "../generated/operations.ts";
import type { Call } from "./attempt.ts";
import { onAbort } from "./deadline.ts";
import type { AtomscaleError } from "./errors.ts";
import { guard } from "./guard.ts";
import { failure, refusal } from "./messages.ts";
import type { ClientOptions, FetchInit, FetchReply } from "./options.ts";
import type { OptionsFault } from "./read-options.ts";
import { readBaseUrl, readFunction } from "./readers.ts";
import { toResponse } from "./response.ts";
import { send } from "./send.ts";
import { createSettingsReader, keysOf, type Settings } from "./settings.ts";
import { describe } from "./words.ts";

/** openapi-fetch's client for the paths of the description, with key, guards, retries and limits added. */
export interface AtomscaleFetchClient extends Client<paths> {
  // Properties, because openapi-fetch's methods make linters warn where they are taken off the client.
  /** Adds middleware, which sees requests in the order given, and responses in the opposite one. */
  use: (/** Objects with `onRequest`, `onResponse` or `onError`. */ ...middleware: Middleware[]) => void;
  /** Removes middleware. */
  eject: (/** The same objects that `use` was given. */ ...middleware: Middleware[]) => void;
}

/** Call of openapi-fetch, read and ready to be passed on. */
interface FetchCall {
  readonly settings: Settings;
  readonly path: unknown;
  readonly body: unknown;
  /** Everything that openapi-fetch and middleware read of the call themselves. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;
const GUARD = { closed: false, pathName: "params.path" };
const CALL_OPTIONS = new Set(["signal", "headers", "timeoutMs", "totalTimeoutMs", "maxRetries"]);
const PARSERS = new Set<unknown>(["json", "text", "blob", "arrayBuffer", "stream", undefined]);

// The client serializes path and body itself, as what it has checked must be what leaves.
const REFUSED = new Set(["bodySerializer", "pathSerializer", "querySerializer", "Request", "requestInitExt"]);

// Fields of fetch that the client decides, whatever a call says.
const DECIDED = new Set([
  "cache",
  "credentials",
  "dispatcher",
  "duplex",
  "integrity",
  "keepalive",
  "mode",
  "priority",
  "redirect",
  "referrer",
  "referrerPolicy",
  "window",
]);

/**
 * Creates the small wrapper over openapi-fetch: its own client with key, guards, retries and limits added.
 *
 * An HTTP response comes back as openapi-fetch's `{ data, error, response }`. All else rejects with an
 * `AtomscaleError`, whose `outcome` says whether the record may have been changed: a refused id or value, a redirect,
 * a lost connection, a limit, a success without a record. Exceptions of middleware pass unchanged.
 * The response is that of the last attempt; an earlier one may have changed the record all the same.
 * Fields that the description does not know yet are sent; those that it knows are checked as in `createClient`.
 * A call takes `timeoutMs`, `totalTimeoutMs` (milliseconds) and `maxRetries` (number of retries) too.
 *
 * @param options - Key, address, limits and the like; see {@link ClientOptions}.
 * @see {@link https://openapi-ts.dev/openapi-fetch/}
 */
export function createFetchClient(options: ClientOptions = {}): AtomscaleFetchClient {
  const settingsOf = createSettingsReader(options);
  const client = createOpenapiFetch<paths>();
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<unknown>;

  async function guarded(method: string, path: string, init: unknown, site: Error): Promise<unknown> {
    const [operationId, operation] = findOperation(method, path);
    if (operation === undefined) {
      throw refusal(operationId, { fault: "the description has no such operation" }, keysOf(options), site);
    }
    const read = readCall(init ?? {}, settingsOf);
    if ("fault" in read) throw refusal(operationId, read, keysOf(options), site);
    const { settings, rest } = read;
    const checked = guard(operation, read.path, read.body, GUARD);
    if (checked.issues.length > 0) throw refusal(operationId, checked, keysOf(settings), site);

    const refuse = (fault: string): AtomscaleError => refusal(operationId, { fault }, keysOf(settings), site);
    const stop = new AbortController();
    const unfollow = follow(stop, settings.signal);
    try {
      return await request(method, path, {
        ...rest,
        baseUrl: settings.baseUrl,
        // openapi-fetch adds this header to a body, unless it is told otherwise.
        headers: { "content-type": null, ...settings.headers },
        params: { path: read.path },
        pathSerializer: () => settings.baseUrl + checked.pathname,
        body: checked.body,
        bodySerializer: (text: string) => text,
        signal: stop.signal,
        // openapi-fetch calls it after the middleware, which may have made another request.
        async fetch(leaving: Request) {
          const { protocol, host } = new URL(leaving.url);
          const url = readBaseUrl(`${protocol}//${host}`);
          const body = await leaving.text().catch(() => undefined);
          if ("fault" in url) throw refuse(`the URL that middleware gave ${url.fault}`);
          if (body === undefined)
            throw refuse("middleware has read the body of the request; it must read a clone");
          const call: Call = {
            settings: { ...settings, signal: stop.signal },
            operationId,
            operation,
            method: leaving.method,
            url: leaving.url,
            headers: Object.fromEntries(leaving.headers),
            body,
            ids: checked.ids,
          };
          const unfollowMiddleware = follow(stop, leaving.signal);
          const result = await send(call);
          unfollowMiddleware();
          const response = toResponse(result);
          if (response === undefined) throw failure(call, result, site);
          return response;
        },
      });
    } finally {
      unfollow();
    }
  }

  const methods = METHODS.map((method) => {
    const call = (path: string, init?: unknown): Promise<unknown> => guarded(method, path, init, new Error());
    return [method, call];
  });
  const call = (method: string, path: string, init?: unknown): Promise<unknown> =>
    guarded(nameOf(method).toUpperCase(), path, init, new Error());
  return { ...client, ...Object.fromEntries(methods), request: call } as AtomscaleFetchClient;
}

function findOperation(method: string, path: string): [string, Operation | undefined] {
  const found = Object.entries(operations).find(
    ([, known]) => known.method === method && known.path === path,
  );
  return found ?? [`${method} ${nameOf(path)}`, undefined];
}

/** Gives what should be a text as one, without calling a method of it. */
function nameOf(value: unknown): string {
  return typeof value === "string" ? value : describe(value);
}

/** Reads a call of openapi-fetch: what the client needs of it, and what it passes on. Never throws. */
function readCall(
  init: unknown,
  settingsOf: (callOptions: unknown) => Settings | OptionsFault,
): FetchCall | OptionsFault {
  const callOptions: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  try {
    const { params, body, baseUrl, fetch, ...given } = { ...(init as Record<string, unknown>) };
    for (const [name, value] of Object.entries(given)) {
      if (REFUSED.has(name))
        return { fault: `the option ${name} cannot be used: the client serializes path and body` };
      if (CALL_OPTIONS.has(name)) callOptions[name] = value;
      else if (!DECIDED.has(name)) rest[name] = value;
    }
    if (!PARSERS.has(rest.parseAs))
      return { fault: "the option parseAs must be json, text, blob, arrayBuffer or stream" };
    const { path, ...others } = Object(params) as Record<string, unknown>;
    const other = Object.keys(others).find((name) => others[name] !== undefined);
    if (other) return { fault: `params.${other} cannot be used: the description has no such parameters` };

    const settings = settingsOf(callOptions);
    if ("fault" in settings) return settings;
    const url = readBaseUrl(baseUrl ?? settings.baseUrl);
    if ("fault" in url) return { fault: `the base URL from the call option baseUrl ${url.fault}` };
    const ownFetch = readFunction(fetch ?? settings.fetch ?? (() => {}));
    if ("fault" in ownFetch) return { fault: `the option fetch ${ownFetch.fault}` };
    const fetchOfCall =
      fetch === undefined ? settings.fetch : adaptFetch(fetch as (request: Request) => Promise<Response>);
    return {
      settings: { ...settings, baseUrl: url.value, fetch: fetchOfCall },
      path: path ?? {},
      body,
      rest,
    };
  } catch {
    return { fault: "the options of the call throw when they are read" };
  }
}

/** Calls a fetch of one call as openapi-fetch does, with a Request. */
function adaptFetch(
  fetch: (request: Request) => Promise<Response>,
): (url: string, init: FetchInit) => Promise<FetchReply> {
  return (url, init) => fetch(new Request(url, init));
}

/** Aborts a controller when a signal aborts. Returns a function that ends this. */
function follow(controller: AbortController, signal: AbortSignal | undefined): () => void {
  return signal ? onAbort(signal, () => controller.abort(signal.reason)) : () => {};
}
