// Whatever it meets, a call settles in time with a record or an AtomscaleError, and raises nothing beside it.
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import {
  type Maker,
  makers,
  type OperationId,
  operationIds,
  parametersOf,
} from "./support/call-operation.ts";
import { anyHeaders, anyReply } from "./support/hostile-replies.ts";
import { anyHostile, anySignal } from "./support/hostile-values.ts";
import { makeClient } from "./support/make-client.ts";
import { RUNS, TIME_LIMIT_MS } from "./support/property-runs.ts";
import { changedField, type ValidUpdate, validUpdate } from "./support/records.ts";
import { API_KEY, record, scripted } from "./support/scripted-fetch.ts";
import { never } from "./support/started-call.ts";

const TOTAL_MS = 15;
// A busy machine may hold a timer back; a call without a limit would never end.
const AT_MOST_MS = 5_000;

const unhandled = vi.fn();
const warned = vi.fn();

beforeAll(() => {
  process.on("unhandledRejection", unhandled);
  process.on("uncaughtException", unhandled);
  process.on("warning", warned);
});

afterAll(() => {
  process.off("unhandledRejection", unhandled);
  process.off("uncaughtException", unhandled);
  process.off("warning", warned);
});

afterEach(async () => {
  await new Promise(setImmediate);
  const raised = [...unhandled.mock.calls, ...warned.mock.calls];
  vi.clearAllMocks();
  expect(raised).toEqual([]);
});

/** Checks that a call ends as every call does. */
async function settlesAsPromised(call: () => unknown, maker: Maker): Promise<void> {
  const begun = performance.now();
  let returned: unknown;
  expect(() => (returned = call())).not.toThrow();
  expect(returned).toBeInstanceOf(Promise);
  let end: { value?: unknown; error?: unknown };
  try {
    end = { value: await returned };
  } catch (error) {
    end = { error };
  }
  expect(performance.now() - begun).toBeLessThan(AT_MOST_MS);
  if ("error" in end) {
    expect(end.error).toMatchObject({
      name: "AtomscaleError",
      code: expect.stringMatching(/^[a-z-]+$/),
      outcome: expect.stringMatching(/^(not-applied|unknown|applied)$/),
      attempts: expect.any(Number),
      message: expect.stringMatching(/ (Nothing was changed|The update was applied)\.$| since\.$/),
    });
    expect(JSON.stringify(end.error)).not.toContain(API_KEY);
    return;
  }
  if (maker === "createClient") expect(end.value).toBeTypeOf("object");
  else expect(end.value).toHaveProperty("response");
}

const LIMITS = { timeoutMs: TOTAL_MS, totalTimeoutMs: TOTAL_MS, maxRetries: 1 };
const OPTION_NAMES = [
  "apiKey",
  "baseUrl",
  "fetch",
  "headers",
  "timeoutMs",
  "totalTimeoutMs",
  "maxRetries",
  "onAttempt",
];
const CALL_OPTION_NAMES = ["signal", "headers", "timeoutMs", "totalTimeoutMs", "maxRetries"];
const ODD_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "then",
  "parseAs",
  "body",
  "params",
  "fetch",
  "baseUrl",
];

/** What a property is tried on. */
interface Target {
  readonly maker: Maker;
  readonly operationId: OperationId;
}

/** Calls an update with everything given as it is, and nothing but what is given. */
function call(
  { maker, operationId }: Target,
  options: unknown,
  path: unknown,
  patch: unknown,
  callOptions: unknown,
): () => unknown {
  const client = makeClient(maker, options as object) as Record<string, (...values: unknown[]) => unknown>;
  const { method, path: template } = operations[operationId];
  const takesIds = parametersOf(operationId).length > 0;
  if (maker === "createClient")
    return () => client[operationId]?.(...(takesIds ? [path] : []), patch, callOptions);
  const init = { params: { path }, body: patch };
  let all: unknown = init;
  try {
    Object.defineProperties(init, Object.getOwnPropertyDescriptors(Object(callOptions)));
  } catch {
    all = callOptions;
  }
  return () => client[method]?.(template, all);
}

const sending = (play: Parameters<typeof scripted>[number] = record) => ({
  apiKey: API_KEY,
  fetch: scripted(play).fetch,
  ...LIMITS,
});

/** A call in which everything is fine but what is given. */
interface Parts {
  readonly options?: unknown;
  readonly path?: unknown;
  readonly patch?: unknown;
  readonly callOptions?: unknown;
}

/** Checks that a call settles as promised whatever is made in one place of it, with any operation. */
function check<Given>(
  name: string,
  given: fc.Arbitrary<Given>,
  make: (value: Given, fine: ValidUpdate, operationId: OperationId) => Parts,
  runs = RUNS,
) {
  test.each(makers)(`%s: settles as promised for any ${name}`, { timeout: TIME_LIMIT_MS }, async (maker) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const anyOperation = fc.constantFrom(...operationIds);
    await fc.assert(
      fc.asyncProperty(anyOperation, given, (operationId, value) => {
        const update = validUpdate(operationId);
        const parts = make(value, update, operationId);
        const fine = { options: sending(), path: update.ids, patch: update.patch, callOptions: undefined };
        const { options, path, patch, callOptions } = { ...fine, ...parts };
        return settlesAsPromised(call({ maker, operationId }, options, path, patch, callOptions), maker);
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
    vi.restoreAllMocks();
  });
}

const named = (...names: string[]) => fc.tuple(fc.constantFrom(...names, ...ODD_NAMES), anyHostile);
const define = (object: object, name: string, value: unknown): object =>
  Object.defineProperty(object, name, { value, enumerable: true });
const around = (options: object): Parts => ({ options: { ...sending(), ...options } });

check("options", anyHostile, (make) => ({ options: make() }));

check("option", named(...OPTION_NAMES), ([name, make]) => ({ options: define(sending(), name, make()) }));

check("options of a call", anyHostile, (make) => ({ callOptions: make() }));

check("option of a call", named(...CALL_OPTION_NAMES), ([name, make]) => ({
  callOptions: define({}, name, make()),
}));

check("ids", anyHostile, (make) => ({ path: make() }));

check("id", anyHostile, (make, { ids, patch }, operationId) => {
  const [id = ""] = Object.keys(operations[operationId].identifiedBy);
  return id in ids ? { path: { ...ids, [id]: make() } } : { patch: { ...patch, [id]: make() } };
});

check("patch", anyHostile, (make) => ({ patch: make() }));

check("value in a patch", named("a field"), ([name, make], _, operationId) => {
  return { patch: define({}, name === "a field" ? changedField(operationId) : name, make()) };
});

check("value that fetch throws", anyHostile, (make) =>
  around({
    fetch: () => {
      throw make();
    },
  }),
);

check("value that fetch rejects with", anyHostile, (make) => around({ fetch: () => Promise.reject(make()) }));

check("value that fetch returns", anyHostile, (make) => around({ fetch: make }));

check("response", anyReply, (make) => around({ fetch: async () => make() }));

check("headers of a response", fc.tuple(fc.constantFrom(200, 301, 429, 500), anyHeaders), ([status, make]) =>
  around({ fetch: async () => ({ status, headers: make(), text: async () => "{}" }) }),
);

check(
  "signal",
  anySignal,
  (make) => ({ options: sending(never), callOptions: { signal: make() } }),
  RUNS / 2,
);

check("value that the key function gives", anyHostile, (make) => around({ apiKey: make }));

check("value that the key function throws", anyHostile, (make) =>
  around({
    apiKey: () => {
      throw make();
    },
  }),
);

check("value that a listener returns", anyHostile, (make) => around({ onAttempt: make }));

check("value that a listener throws", anyHostile, (make) =>
  around({
    onAttempt: () => {
      throw make();
    },
  }),
);
