// Runs a case of the fault suite on one operation of one client, and says what came of it and what should have.
// Free of Node and of any test runner; Math.random is to be 0 meanwhile, so that no attempt waits for its turn.
import type { ClientOptions, createClient, createFetchClient } from "../../src/index.ts";
import { callOperation, type Maker, type OperationId } from "../support/call-operation.ts";
import {
  type Failure,
  type FaultCase,
  type Network,
  type Received,
  type ReceivedRequest,
  slugOf,
} from "./case.ts";
import { type Story, stories } from "./stories.ts";
import { type Timers, watchBodies, watchedController, watchTimers } from "./watch.ts";

export const API_KEY = "as-fault-suite-key";

const LARGE = "x".repeat(12 * 1024 * 1024);
const LONGEST_WAIT_MS = 10_000;

// Anything but a call that goes on until its own limits, which are of 30 seconds.
export const AFTER_ABORT_MS = 5_000;

/** What the run of a case needs of its surroundings. */
export interface Surroundings {
  readonly createClient: typeof createClient;
  readonly createFetchClient: typeof createFetchClient;
  readonly origins: Readonly<Record<string, string>>;
  readonly received: (run: string) => Received | Promise<Received>;
  readonly goOn: (run: string) => unknown;
  /** Lets the platform's fetch go through a network until the function that it returns is called. */
  readonly enter?: (network: Network) => () => unknown;
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

export type Compared = Pick<Observed, "settled" | "failure" | "requests" | "elsewhere" | "left">;

let runs = 0;

export async function observe(
  faultCase: FaultCase,
  operationId: OperationId,
  maker: Maker,
  around: Surroundings,
): Promise<Observed> {
  const { entry = "http", network = "plain", cue, withoutFetch } = faultCase;
  const run = `${slugOf(faultCase)}.${runs++}`;
  const { controller, listeners } = watchedController();
  const leave = around.enter?.(network);
  const { fetch } = globalThis;
  const timers = watchTimers();
  let abortedAt = 0;
  let acts = 0;
  const act = (): void => {
    if (acts++ >= (cue?.times ?? 1)) return;
    if (cue?.does === "time out") timers.expire();
    else if (cue?.does === "reset") around.goOn(run);
    else {
      abortedAt = performance.now();
      controller.abort();
    }
  };
  const options: ClientOptions = {
    apiKey: API_KEY,
    baseUrl: `${around.origins[entry]}/${run}`,
    onAttempt(event) {
      around.show?.(event);
      if (cue?.at === "wait begins" && event.waitMs !== undefined) timers.later(act, 0);
    },
    ...faultCase.options?.({ fetch, cue: () => timers.later(act, 0) }),
  };
  const unwatch = cue?.at === "body awaited" ? watchBodies(isBodyBegun(faultCase), act) : undefined;
  if (withoutFetch) Object.assign(globalThis, { fetch: undefined });
  if (cue?.at === "before the call") act();
  let isOver = false;
  const ended = settle(
    call(faultCase, stories[operationId], maker, around, options, controller.signal),
    around,
  ).finally(() => {
    isOver = true;
  });
  if (cue?.at === "request arrives") {
    for (let times = 1; times <= (cue.times ?? 1); times++) {
      await until(timers, async () => isOver || (await around.received(run)).requests.length >= times);
      act();
    }
  }
  const settled = await ended;
  const afterAbortMs = abortedAt && performance.now() - abortedAt;
  const left = { listeners: listeners(), timers: timers.pending() };
  timers.restore();
  unwatch?.();
  Object.assign(globalThis, { fetch });
  await leave?.();
  await around.goOn(run);
  await until(timers, async () => (await around.received(run)).held === 0);
  const { requests, held, elsewhere } = await around.received(run);
  return {
    ...settled,
    requests: requests.map((request) => describeRequest(request, faultCase)),
    elsewhere,
    left: { ...left, connections: held },
    afterAbortMs,
  };
}

/** What must come of a call. */
export function expected(faultCase: FaultCase, operationId: OperationId, maker: Maker): Compared {
  const { end } = faultCase;
  const story = stories[operationId];
  const whole = {
    elsewhere: 0,
    left: { listeners: 0, timers: 0, connections: 0 },
    requests: Array.from({ length: end.requests ?? end.attempts }, () => describeExpected(faultCase, story)),
  };
  if ("record" in end) return { ...whole, settled: "resolved", failure: { record: end.record(story) } };
  const { code, outcome, attempts, status } = end;
  const body = typeof end.body === "function" ? end.body(story) : end.body;
  if (maker === "createFetchClient" && isAnswer(end)) {
    // Never falsy, or a program that tests `if (error)` would take a refusal for a success.
    const error = body || `status ${status}, with ${body === null ? "the body null" : "no body"}`;
    return { ...whole, settled: "answered", failure: { status, ...("body" in end && { body: error }) } };
  }
  return {
    ...whole,
    settled: "AtomscaleError",
    failure: { code, outcome, attempts, status, operationId, ...("body" in end && { body }) },
  };
}

/** The part of what was observed that `expected` speaks of. */
export function compared(observed: Observed, { end }: FaultCase): Compared {
  const { settled, requests, elsewhere, left } = observed;
  const { retryAfterMs: _, body, ...failure } = observed.failure;
  const withBody = "body" in end ? { ...failure, body } : failure;
  return { settled, failure: withBody, requests, elsewhere, left };
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
  { large, limits }: FaultCase,
  { operationId, pathParameters, patch, largeField }: Story,
  maker: Maker,
  around: Surroundings,
  options: ClientOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const body = large ? { ...patch, [largeField]: LARGE } : patch;
  return callOperation(around[maker](options), operationId, pathParameters, body, { ...limits, signal });
}

async function settle(
  promise: Promise<unknown>,
  { show }: Surroundings,
): Promise<Pick<Observed, "settled" | "failure" | "message">> {
  try {
    const value = await promise;
    show?.(value);
    const { data, error, response } = value as { data?: unknown; error?: unknown; response?: Response };
    if (!(response instanceof Response))
      return { settled: "resolved", failure: { record: value }, message: "" };
    if (response.ok) return { settled: "resolved", failure: { record: data }, message: "" };
    return { settled: "answered", failure: { status: response.status, body: error }, message: "" };
  } catch (error) {
    show?.(error);
    const { name, message, code, outcome, attempts, operationId, retryAfterMs, response } = error as Record<
      string,
      unknown
    >;
    const { status, body } = Object(response) as Record<string, unknown>;
    return {
      settled: name === "AtomscaleError" ? name : "something else",
      failure: { code, outcome, attempts, status, operationId, body, retryAfterMs },
      message: String(message),
    };
  }
}

/** Tells whether the reply of a case holds something of its body. */
function isBodyBegun({ server = [] }: FaultCase): boolean {
  const story = Object.values(stories)[0] as Story;
  const nothing = { key: "", self: "", other: "", date: () => "", bomb: () => new Uint8Array() };
  const sent = [server[0]?.send?.({ ...story, ...nothing }) ?? ""].flat().join("");
  return !sent.endsWith("\r\n\r\n");
}

function describeExpected({ large }: FaultCase, { path, patch }: Story): string {
  return `PATCH ${path} ${API_KEY} application/json ${large ? "incomplete" : JSON.stringify(patch)}`;
}

function describeRequest(
  { method, path, headers, body, complete }: ReceivedRequest,
  { large }: FaultCase,
): string {
  const content = complete ? body : "incomplete";
  return `${method} ${path} ${headers["x-api-key"]} ${headers["content-type"]} ${large && complete ? "complete" : content}`;
}

/** Waits for something that comes without an event, as it happens in another process. */
async function until({ later }: Timers, condition: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await condition()) && performance.now() - begun < LONGEST_WAIT_MS) {
    await new Promise<void>((resolve) => later(resolve, 5));
  }
}
