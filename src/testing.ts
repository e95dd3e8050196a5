import { examples } from "../generated/examples.ts";
import { type OperationId, operations } from "../generated/operations.ts";
import type { FetchInit } from "./options.ts";

/** Reply for one request: a named example of the description, or a reply of your own. */
export interface MockReply {
  /** HTTP status. Defaults to 200. */
  readonly status?: number;
  /** Name of an example of the description, such as `documented`. Defaults to the first of the status. */
  readonly example?: string;
  /** Body to send as JSON in place of an example; a string is sent as it is. */
  readonly body?: unknown;
  /** Headers to add to the reply, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Failure of one request before it is answered; `no-answer` lasts until a time limit or an abort ends it. */
export type MockFault = "connection-refused" | "connection-lost" | "no-answer";

/** One request as the mock received it. */
export interface MockCall {
  readonly operationId: OperationId;
  readonly method: string;
  /** Path as sent, below the base URL. */
  readonly path: string;
  /** Values of the path parameters by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Headers by lower-case name, the API key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body, parsed. */
  readonly body: unknown;
}

/** A fetch that answers from the description, with what it has received and what it is still to do. */
export interface MockFetch {
  /** The function for the option `fetch` of `createClient` or `createFetchClient`. */
  readonly fetch: (url: string, init: FetchInit) => Promise<Response>;
  /** Every request received, oldest first. */
  readonly calls: readonly MockCall[];
  /** Steps that no request has come for yet. */
  readonly remaining: readonly (MockReply | MockFault)[];
  /**
   * Adds steps, each for one request in turn.
   *
   * @throws {RangeError} where no operation has an example of that name and status.
   */
  play(...steps: (MockReply | MockFault)[]): void;
}

type Examples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Creates a fetch that answers without a network: by the steps it is given, one for each request,
 * and when they are used up by the first success that the description shows for the operation.
 * A request without an API key is answered with 401.
 *
 * @example
 * ```ts
 * const mock = createMockFetch({ status: 503 }, { example: "mark-failed" });
 * const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
 * ```
 * @throws {RangeError} where no operation has an example of the name and status of a step.
 */
export function createMockFetch(...steps: (MockReply | MockFault)[]): MockFetch {
  const calls: MockCall[] = [];
  const remaining: (MockReply | MockFault)[] = [];
  const play: MockFetch["play"] = (...added) => {
    for (const step of added) {
      if (typeof step !== "string" && step.body === undefined) checkExample(step);
    }
    remaining.push(...added);
  };
  play(...steps);

  return {
    calls,
    remaining,
    play,
    async fetch(url, init) {
      const headers = Object.fromEntries(new Headers(init.headers));
      const call = {
        ...identify(init.method, url),
        headers,
        body: init.body ? JSON.parse(init.body) : undefined,
      };
      calls.push(call);
      const step = headers["x-api-key"] ? (remaining.shift() ?? {}) : { status: 401 };
      return typeof step === "string" ? fail(step, init.signal) : reply(call.operationId, step);
    },
  };
}

function identify(
  method: string,
  url: string,
): Pick<MockCall, "operationId" | "method" | "path" | "pathParameters"> {
  const { pathname } = new URL(url);
  for (const [operationId, operation] of Object.entries(operations)) {
    const pattern = operation.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const match = new RegExp(`${pattern}$`).exec(pathname);
    if (match === null || operation.method !== method) continue;
    const pathParameters = { ...match.groups };
    return { operationId: operationId as OperationId, method, path: match[0], pathParameters };
  }
  throw new TypeError(`No operation of the description is ${method} ${pathname}.`);
}

function examplesOf(operationId: string, status: number): Readonly<Record<string, unknown>> {
  const replies = (examples as Readonly<Record<string, Examples>>)[operationId] as Examples;
  return replies[status] ?? (status >= 400 ? replies.default : undefined) ?? {};
}

function checkExample({ status = 200, example }: MockReply): void {
  const known = Object.keys(operations).flatMap((id) => Object.keys(examplesOf(id, status)));
  if (known.length === 0) {
    throw new RangeError(`The description has no reply with status ${status}; give the step a body.`);
  }
  if (example !== undefined && !known.includes(example)) {
    const names = [...new Set(known)].join(", ");
    throw new RangeError(`No reply with status ${status} is named ${example}; known are ${names}.`);
  }
}

function reply(operationId: OperationId, { status = 200, example, body, headers }: MockReply): Response {
  const known = examplesOf(operationId, status);
  const name = example ?? Object.keys(known)[0];
  if (body === undefined && (name === undefined || !Object.hasOwn(known, name))) {
    const names = Object.keys(known).join(", ");
    throw new RangeError(
      `${operationId} has no reply with status ${status} named ${name}; known are ${names}.`,
    );
  }
  const content = body ?? known[name as string];
  const text = typeof body === "string" ? body : JSON.stringify(content);
  // These three may have no body, not even an empty one: https://fetch.spec.whatwg.org/#null-body-status
  const empty = [204, 205, 304].includes(status);
  return new Response(empty ? null : text, {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

function fail(fault: MockFault, signal: AbortSignal): Promise<never> {
  if (fault === "no-answer") {
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
  const code = fault === "connection-refused" ? "ECONNREFUSED" : "ECONNRESET";
  // The shape in which Node reports a failed connection.
  const cause = Object.assign(new Error(`mock ${code}`), { code });
  return Promise.reject(new TypeError("fetch failed", { cause }));
}
