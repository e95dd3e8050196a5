import { type OperationId, operations } from "../generated/operations.ts";
import { type MockRecords, type RecordStore, readIdentity, storeRecords } from "./mock-records.ts";
import { checkReply, type MockCall, type MockReply, reply } from "./mock-reply.ts";
import type { FetchInit } from "./options.ts";

export type { MockRecords } from "./mock-records.ts";
export type { MockCall, MockReply } from "./mock-reply.ts";

const FAULTS = ["connection-refused", "connection-lost", "applied-then-lost", "no-answer"] as const;

/**
 * Failure of one request without a response. `connection-refused` sends nothing, `connection-lost` changes nothing,
 * `applied-then-lost` changes the stored record, and `no-answer` lasts until a time limit or an abort ends it.
 */
export type MockFault = (typeof FAULTS)[number];

/** A fetch that answers from the description, with what it has received and what it is still to do. */
export interface MockFetch {
  /** The function for the option `fetch` of `createClient` or `createFetchClient`. */
  readonly fetch: (
    /** Address that the client calls. */
    url: string,
    /** What the client sends. */
    init: FetchInit,
  ) => Promise<Response>;
  /** Every request received, oldest first. */
  readonly calls: readonly MockCall[];
  /** Steps that no request has come for yet. */
  readonly remaining: readonly (MockReply | MockFault)[];
  /** Stored records by operation, as the requests have left them; empty unless the mock was given records. */
  readonly records: RecordStore["records"];
  /**
   * Adds steps, each for one request in turn.
   *
   * @throws {RangeError} where no operation has an example of that name and status, and for an unknown fault.
   */
  readonly play: (
    /** Replies and faults, the next one first. */
    ...steps: (MockReply | MockFault)[]
  ) => void;
}

/**
 * Creates a fetch that answers without a network: by the steps it is given, one for each request,
 * and when they are used up by the first success that the description shows for the operation.
 * A request without an API key is answered with 401.
 *
 * With `{ records }` as its first argument it holds records: a request without a step changes the record that it names,
 * and is answered with it, or with 404 where there is none. A step with `status: 200` alone does the same.
 *
 * @param args - Replies and faults, each for one request in turn; before them, `{ records }` where it is to hold some.
 * @example
 * ```ts
 * const mock = createMockFetch({ status: 503 }, { example: "mark-failed" });
 * const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
 * ```
 * @throws {RangeError} where no operation has an example of the name and status of a step, and for an unknown fault.
 */
export function createMockFetch(
  ...args: [{ readonly records: MockRecords }, ...(MockReply | MockFault)[]] | (MockReply | MockFault)[]
): MockFetch {
  const [first, ...others] = args;
  const given = typeof first === "object" && "records" in first ? first.records : undefined;
  const store = storeRecords(given ?? {});
  const calls: MockCall[] = [];
  const remaining: (MockReply | MockFault)[] = [];
  const play: MockFetch["play"] = (...added) => {
    for (const step of added) {
      if (typeof step !== "string") checkReply(step);
      else if (!FAULTS.includes(step)) {
        throw new RangeError(`No fault is named ${step}; known are ${FAULTS.join(", ")}.`);
      }
    }
    remaining.push(...added);
  };
  play(...((given ? others : args) as (MockReply | MockFault)[]));

  /** Changes the record that a request names; undefined where the mock holds none. */
  function apply({ operationId, pathParameters, body }: MockCall): MockReply | undefined {
    if (!given) return undefined;
    const identity = readIdentity(operationId, pathParameters, body);
    const record = store.update(operationId, identity, Object(body));
    return record ? { body: record } : { status: 404 };
  }

  return {
    calls,
    remaining,
    records: store.records,
    play,
    async fetch(url, init) {
      init.signal.throwIfAborted();
      const headers = Object.fromEntries(new Headers(init.headers));
      const call = {
        ...identify(init.method, url),
        headers,
        body: init.body ? JSON.parse(init.body) : undefined,
      };
      calls.push(call);
      const step = headers["x-api-key"] ? (remaining.shift() ?? {}) : { status: 401 };
      if (step === "applied-then-lost") apply(call);
      if (typeof step === "string") return fail(step, init.signal);
      const { status = 200, example, body } = step;
      const isPlain = status === 200 && example === undefined && body === undefined;
      return reply(call, { ...step, ...(isPlain && apply(call)) });
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

function fail(fault: MockFault, signal: AbortSignal): Promise<never> {
  if (fault === "no-answer") {
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
  const isRefused = fault === "connection-refused";
  const code = isRefused ? "ECONNREFUSED" : "ECONNRESET";
  // The shape in which Node reports a failed connection.
  const cause = Object.assign(new Error(`mock ${code}`), { code });
  const error = new TypeError("fetch failed", { cause });
  // By this property a fetch of the user's own tells the client that nothing was sent.
  return Promise.reject(isRefused ? Object.assign(error, { sent: false }) : error);
}
