// Makes the calls of a run, many at once, and puts down what each of them claims. Free of Node.
import { operations } from "../../generated/operations.ts";
import { callOperation } from "../support/call-operation.ts";
import { changedField } from "../support/records.ts";
import type { Clients } from "./clients.ts";
import { requestOf } from "./record.ts";
import { type Call, type Entry, GENEROUS } from "./script.ts";
import { MiddlewareError, makeFetch, makeKey, makeMiddleware } from "./surroundings.ts";
import { watchCall, watchProcess } from "./watch.ts";

/** How a call settled. */
export type Claim =
  | { readonly kind: "resolved"; readonly record: Record<string, unknown> }
  /** What openapi-fetch returns as `error`. */
  | { readonly kind: "answered"; readonly status: number }
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly outcome: string;
      readonly attempts: number;
      readonly message: string;
    }
  /** An exception of the user's own middleware. */
  | { readonly kind: "middleware" }
  | { readonly kind: "something else"; readonly text: string }
  | { readonly kind: "nothing" };

export interface Observation {
  readonly id: number;
  readonly claim: Claim;
  /** What `onAttempt` was told: number and outcome of each attempt, and which key it was sent with. */
  readonly attempts: readonly (readonly [number, string, number])[];
  /** Time from the abort to the end of the call, in milliseconds. */
  readonly afterAbortMs?: number;
  readonly ms: number;
}

export interface Drive {
  readonly observations: readonly Observation[];
  /** Rejections that nobody handled, and warnings of the runtime. */
  readonly unhandled: readonly string[];
}

/** How calls are made. */
export interface DriveOptions {
  /** Number of calls that are under way at once. */
  readonly lanes: number;
  /** Time after its limit or its abort after which a call counts as one that never settles, in milliseconds. */
  readonly patienceMs: number;
}

export const USUAL: DriveOptions = { lanes: 24, patienceMs: 30_000 };

type Origins = Readonly<Record<Entry, string>>;

export async function drive(
  clients: Clients,
  origins: Origins,
  calls: readonly Call[],
  { lanes, patienceMs }: DriveOptions,
): Promise<Drive> {
  const { random } = Math;
  // Backoff of a few milliseconds, so that an abort can come between two attempts.
  Math.random = () => 0.004;
  const stop = watchProcess();
  // Of another call, for implementations of fetch that are built on a client themselves.
  const foreign = await clients
    .createClient({ apiKey: "k" })
    .updateDataEntry({ data_id: "none" }, {})
    .catch((error: unknown) => error);
  const made = new Map<string, unknown>();
  const signals = new Map<number, AbortController>();
  const observations: Observation[] = [];
  let index = 0;
  const lane = async (): Promise<void> => {
    for (let call = calls[index++]; call; call = calls[index++]) {
      observations.push(await observe(call, { clients, origins, made, signals, foreign, patienceMs }));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // Rejections are reported when the queue of microtasks is empty.
  await new Promise((resolve) => setTimeout(resolve, 0));
  Math.random = random;
  return { observations, unhandled: stop() };
}

type Limits = Readonly<Record<"timeoutMs" | "totalTimeoutMs" | "maxRetries", number>>;

interface Around {
  readonly clients: Clients;
  readonly origins: Origins;
  /** Clients that calls with the same options share. */
  readonly made: Map<string, unknown>;
  readonly signals: Map<number, AbortController>;
  readonly foreign: unknown;
  readonly patienceMs: number;
}

async function observe(call: Call, around: Around): Promise<Observation> {
  const begun = performance.now();
  const { abort, timeoutMs = GENEROUS.timeoutMs, totalTimeoutMs = GENEROUS.totalTimeoutMs } = call;
  const controller = controllerOf(call, around);
  const { signal } = controller;
  const reach = (moment: string): void => {
    if (abort?.when === moment) controller.abort();
  };
  const attempts: [number, string, number][] = [];
  const key = makeKey(call, () => reach("key"));
  const options = {
    apiKey: key.apiKey,
    baseUrl: around.origins[call.entry],
    onAttempt({ attempt, outcome }: { attempt: number; outcome: string }) {
      attempts.push([attempt, outcome, key.given()]);
      reach("attempt");
    },
    fetch: makeFetch(
      call,
      around.foreign,
      () => reach("request"),
      () => reach("reply"),
    ),
  };
  reach("before");
  const watch = watchCall(signal, longestOf({ ...call, timeoutMs, totalTimeoutMs }), around.patienceMs);
  const headers = { "x-call": `${call.id}` };
  const { maxRetries } = call;
  const limits = { timeoutMs, totalTimeoutMs, maxRetries, headers, ...(abort && { signal }) };
  const ended = settle(start(call, options, limits, around), around.clients);
  reach("at-once");
  const timer = setTimeout(reach, abort?.afterMs ?? 0, "later");
  const claim = await Promise.race([ended, watch.hung]);
  clearTimeout(timer);
  const { afterAbortMs } = watch.stop();
  const ms = Math.round(performance.now() - begun);
  return { id: call.id, claim, attempts, ms, ...(afterAbortMs !== undefined && { afterAbortMs }) };
}

function controllerOf({ abort }: Call, { signals }: Around): AbortController {
  const { group } = abort ?? {};
  const controller = (group !== undefined && signals.get(group)) || new AbortController();
  if (group !== undefined) signals.set(group, controller);
  return controller;
}

/** Time within which a call settles, in milliseconds. */
function longestOf({ timeoutMs, totalTimeoutMs, maxRetries }: Limits): number {
  // The backoff of a drive is a few milliseconds.
  return Math.min(totalTimeoutMs, (timeoutMs + 50) * (maxRetries + 1));
}

/** Starts a call; what is thrown outside its promise counts as thrown by the call too. */
async function start(call: Call, options: object, limits: object, around: Around): Promise<unknown> {
  const { clients, made } = around;
  const { maker, operationId, entry, misuse } = call;
  const own = call.fetches || call.key !== "text" || call.middleware || call.id % 2;
  // Half of the calls share a client with others, as in a program.
  const name = `${maker} ${entry}`;
  const { onAttempt, ...shared } = options as { onAttempt: unknown };
  const client = own ? clients[maker](options) : (made.get(name) ?? clients[maker](shared));
  if (!own) made.set(name, client);
  const { path, patch } = requestOf(call);
  const spoilt = spoil(call, path, patch);
  const callOptions = misuse === "bad-limit" ? { ...limits, timeoutMs: -1 } : limits;
  if (maker === "createFetchClient") {
    const { use } = client as { use: (middleware: object) => void };
    const middleware = makeMiddleware(call);
    if (middleware) use(middleware);
  }
  return callOperation(client as object, operationId, spoilt.path, spoilt.patch, callOptions);
}

/** Puts into a request what the client has to refuse: in the place of each id, or of the value that the call writes. */
function spoil({ misuse, operationId }: Call, path: object, patch: object): { path: object; patch: object } {
  if (misuse === "bad-id") {
    const ids = Object.keys(operations[operationId].identifiedBy).map((name) => [name, "seven"]);
    const spoilt = (given: object) =>
      Object.fromEntries(ids.filter(([name = ""]) => Object.hasOwn(given, name)));
    return { path: { ...path, ...spoilt(path) }, patch: { ...patch, ...spoilt(patch) } };
  }
  const value = { "not-a-number": Number.NaN, "undefined-value": undefined, "wrong-type": true }[
    misuse as string
  ];
  if (!misuse || misuse === "bad-limit") return { path, patch };
  return { path, patch: { ...patch, [changedField(operationId)]: value } };
}

async function settle(call: Promise<unknown>, { isAtomscaleError }: Clients): Promise<Claim> {
  try {
    const value = await call;
    const { data, response } = Object(value);
    if (response instanceof Response && !response.ok) return { kind: "answered", status: response.status };
    // The filling of a large record tells nothing.
    const { notes: _, ...record } = Object(response instanceof Response ? data : value);
    return { kind: "resolved", record };
  } catch (error) {
    if (error instanceof MiddlewareError) return { kind: "middleware" };
    if (!isAtomscaleError(error)) return { kind: "something else", text: describe(error) };
    const { code, outcome, attempts, message } = error;
    return { kind: "failed", code, outcome, attempts, message };
  }
}

function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : `${JSON.stringify(error)}`;
  } catch {
    return typeof error;
  }
}
