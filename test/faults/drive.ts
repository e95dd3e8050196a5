// Runs a case of the fault suite on one operation of one client, and says what came of it and what should have.
// Free of Node and of any test runner; Math.random is to be 0 meanwhile, so that no attempt waits for its turn.
import type { ClientOptions, createClient, createFetchClient, FetchInit } from "../../src/index.ts";
import { callOperation, type Maker, type OperationId } from "../support/call-operation.ts";
import { type Failure, type FaultCase, type Received, type ReceivedRequest, slugOf } from "./case.ts";

export const API_KEY = "as-fault-suite-key";

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const physical_sample_id = "a1b2c3d4-5678-90ab-cdef-1234567890ab";
const annotation_id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const LARGE = 12 * 1024 * 1024;

/** How a call of each operation is made, and what of it must arrive. */
const calls = {
  updateDataEntry: {
    ids: { data_id },
    arrivesAt: `/data_entries/${data_id}`,
    patch: { pipeline_status: "success", raw_name: "2θ-ω.xrdml" },
    largeField: "raw_name",
  },
  updateSampleAnnotation: {
    ids: { physical_sample_id, annotation_id },
    arrivesAt: `/physical_samples/${physical_sample_id}/annotations/${annotation_id}`,
    patch: { property_value: 26.5, metadata: { note: null } },
    largeField: "property_name",
  },
  updateTargetMaterialLayer: {
    ids: {},
    arrivesAt: "/target-materials/layers/",
    patch: { sample_id: 42, layer_id: 1, orientation: "001" },
    largeField: "composition_string",
  },
} as const satisfies Readonly<Record<OperationId, object>>;

/** What the run of a case needs of its surroundings. */
export interface Surroundings {
  readonly createClient: typeof createClient;
  readonly createFetchClient: typeof createFetchClient;
  readonly origins: Readonly<Record<string, string>>;
  readonly other: string;
  readonly received: (run: string) => Received | Promise<Received>;
  /** Implementation of fetch that trusts the fault server's authority. */
  readonly trustingFetch?: typeof fetch;
  /** Shown whatever a call gives: what it settles with, and every event. */
  readonly show?: (given: unknown) => void;
}

/** What came of a call, in values that can be compared and sent between processes. */
export interface Observed {
  readonly settled: "resolved" | "answered" | "AtomscaleError" | "something else";
  readonly failure: Record<string, unknown>;
  readonly message: string;
  readonly requests: readonly string[];
  readonly elsewhere: number;
  readonly left: { readonly listeners: number; readonly timers: number; readonly connections: number };
  /** Time from the abort to the end of the call, in milliseconds. */
  readonly afterAbortMs: number;
}

let runs = 0;

export async function observe(
  faultCase: FaultCase,
  operationId: OperationId,
  maker: Maker,
  around: Surroundings,
): Promise<Observed> {
  const run = `${slugOf(faultCase)}.${runs++}`;
  const timers = watchTimers();
  const { controller, listeners } = watchedController();
  let abortedAt = 0;
  const abort = (): void => {
    abortedAt = performance.now();
    controller.abort();
  };
  const inner = faultCase.trusted ? around.trustingFetch : undefined;
  const options: ClientOptions = {
    apiKey: API_KEY,
    baseUrl: `${around.origins[faultCase.entry ?? "http"]}/${run}`,
    ...(inner && { fetch: inner }),
    onAttempt(event) {
      const { waitMs } = event;
      around.show?.(event);
      if (faultCase.abort === "between attempts" && waitMs !== undefined) timers.later(abort, 5);
    },
  };
  if (faultCase.abort === "in body") {
    options.fetch = async (url: string, init: FetchInit) => {
      const reply = await (inner ?? globalThis.fetch)(url, init);
      timers.later(abort, 5);
      return reply;
    };
  }
  if (faultCase.abort === "before sending") abort();
  const ended = settle(call(faultCase, operationId, maker, around, options, controller.signal), around.show);
  if (faultCase.abort === "while sending" || faultCase.abort === "before headers") {
    await until(timers.later, async () => (await around.received(run)).requests.length > 0);
    abort();
  }
  const { settled, failure, message } = await ended;
  const afterAbortMs = abortedAt && performance.now() - abortedAt;
  const left = { listeners: listeners(), timers: timers.pending() };
  timers.restore();
  await until(timers.later, async () => (await around.received(run)).held === 0);
  const { requests, held, elsewhere } = await around.received(run);
  return {
    settled,
    failure,
    message,
    requests: requests.map((request) => describeRequest(request, faultCase)),
    elsewhere,
    left: { ...left, connections: held },
    afterAbortMs,
  };
}

/** What must come of a call: the part of `Observed` that is compared as a whole. */
export function expected(
  faultCase: FaultCase,
  operationId: OperationId,
  maker: Maker,
): Pick<Observed, "settled" | "failure" | "requests" | "elsewhere" | "left"> {
  const { end } = faultCase;
  const count = ("requests" in end ? end.requests : undefined) ?? end.attempts;
  const whole = { elsewhere: 0, left: { listeners: 0, timers: 0, connections: 0 } };
  const requests = Array.from({ length: count }, () => describeExpected(faultCase, operationId));
  if ("record" in end) return { ...whole, requests, settled: "resolved", failure: { record: end.record } };
  const { code, outcome, attempts, status, body } = end;
  if (maker === "createFetchClient" && isAnswer(end)) {
    // Never falsy, or a program that tests `if (error)` would take a refusal for a success.
    const error = body || `status ${status} with the body ${body === null ? "null" : "empty"}`;
    return { ...whole, requests, settled: "answered", failure: { status, body: error } };
  }
  return {
    ...whole,
    requests,
    settled: "AtomscaleError",
    failure: { code, outcome, attempts, status, operationId, body: "body" in end ? body : undefined },
  };
}

/** Tells whether openapi-fetch returns such a failure instead of throwing it. */
export function isAnswer({ code, status = 0 }: Failure): boolean {
  // No Response can be made with a status beyond 599.
  return (
    status < 600 &&
    /^(unauthorized|forbidden|not-found|unprocessable|rate-limited|rejected|server-error)$/.test(code)
  );
}

function call(
  faultCase: FaultCase,
  operationId: OperationId,
  maker: Maker,
  around: Surroundings,
  options: ClientOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const { ids, patch, largeField } = calls[operationId];
  const body = faultCase.large ? { ...patch, [largeField]: "x".repeat(LARGE) } : patch;
  const callOptions = { ...faultCase.limits, signal };
  return callOperation(around[maker](options), operationId, ids, body, callOptions);
}

async function settle(
  promise: Promise<unknown>,
  show?: (given: unknown) => void,
): Promise<Pick<Observed, "settled" | "failure" | "message">> {
  try {
    const value = await promise;
    show?.(value);
    const answer = value as { data?: unknown; error?: unknown; response?: Response };
    if (!(answer.response instanceof Response))
      return { settled: "resolved", failure: { record: value }, message: "" };
    if (answer.response.ok) return { settled: "resolved", failure: { record: answer.data }, message: "" };
    return {
      settled: "answered",
      failure: { status: answer.response.status, body: answer.error },
      message: "",
    };
  } catch (error) {
    show?.(error);
    const { name, message, code, outcome, attempts, status, operationId, body, retryAfterMs } =
      error as Record<string, unknown>;
    const failure = { code, outcome, attempts, status, operationId, body };
    return {
      settled: name === "AtomscaleError" ? name : "something else",
      failure: retryAfterMs === undefined ? failure : { ...failure, retryAfterMs },
      message: String(message),
    };
  }
}

function describeExpected({ large }: FaultCase, operationId: OperationId): string {
  const { arrivesAt, patch } = calls[operationId];
  return `PATCH ${arrivesAt} ${API_KEY} application/json ${large ? "incomplete" : JSON.stringify(patch)}`;
}

function describeRequest(
  { method, path, headers, body, complete }: ReceivedRequest,
  { large }: FaultCase,
): string {
  const content = complete ? body : "incomplete";
  return `${method} ${path} ${headers["x-api-key"]} ${headers["content-type"]} ${large && complete ? "complete" : content}`;
}

/** Makes a signal that counts its listeners. */
function watchedController(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Map<unknown, boolean>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = ((type: string, listener: () => void, options?: AddEventListenerOptions) => {
    listeners.set(listener, options?.once === true);
    add(type, listener, options);
  }) as typeof signal.addEventListener;
  signal.removeEventListener = ((type: string, listener: () => void) => {
    // As EventTarget does: another type is another listener.
    if (type === "abort") listeners.delete(listener);
    remove(type, listener);
  }) as typeof signal.removeEventListener;
  return {
    controller,
    listeners: () => [...listeners.values()].filter((once) => !(once && signal.aborted)).length,
  };
}

type Later = (run: () => void, ms: number) => unknown;

/** Counts the timers that are set and neither cleared nor over; `later` sets one that is not counted. */
function watchTimers(): { later: Later; pending: () => number; restore: () => void } {
  const { setTimeout: later, clearTimeout: clear } = globalThis;
  const pending = new Set<unknown>();
  globalThis.setTimeout = ((run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
    const timer: unknown = later(() => {
      pending.delete(timer);
      run(...values);
    }, ms);
    // The connection pool of a runtime keeps a timer of its own, between calls too.
    const [, , setBy = ""] = new Error().stack?.split("\n") ?? [];
    if (!/node:internal|undici/.test(setBy)) pending.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Parameters<typeof clear>[0]) => {
    pending.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  return {
    later: (run, ms) => later(run, ms),
    pending: () => pending.size,
    restore: () => Object.assign(globalThis, { setTimeout: later, clearTimeout: clear }),
  };
}

async function until(later: Later, condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await condition()); tries++) {
    await new Promise<void>((resolve) => later(resolve, 5));
  }
}
