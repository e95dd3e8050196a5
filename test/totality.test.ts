// Whatever it meets, a call settles in time with a record or an AtomscaleError, and raises nothing beside it.
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Maker, makers } from "./support/call-operation.ts";
import { anyHeaders, anyReply } from "./support/hostile-replies.ts";
import { anyHostile, anySignal } from "./support/hostile-values.ts";
import { makeClient } from "./support/make-client.ts";
import { RUNS, TIME_LIMIT_MS } from "./support/property-runs.ts";
import { API_KEY, ids, record, scripted } from "./support/scripted-fetch.ts";
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

/** Calls an update with everything given as it is, and nothing but what is given. */
function call(
  maker: Maker,
  options: unknown,
  path: unknown,
  patch: unknown,
  callOptions: unknown,
): () => unknown {
  const client = makeClient(maker, options as object) as Record<string, (...values: unknown[]) => unknown>;
  if (maker === "createClient") return () => client.updateDataEntry?.(path, patch, callOptions);
  const init = { params: { path }, body: patch };
  let all: unknown = init;
  try {
    Object.defineProperties(init, Object.getOwnPropertyDescriptors(Object(callOptions)));
  } catch {
    all = callOptions;
  }
  return () => client.PATCH?.("/data_entries/{data_id}", all);
}

const fine = { path: { data_id: ids.data_id }, patch: { raw_name: "a" } };
const sending = (play: Parameters<typeof scripted>[number] = record) => ({
  apiKey: API_KEY,
  fetch: scripted(play).fetch,
  ...LIMITS,
});

/** Checks that a call settles as promised whatever is made in one place of it. */
function check<Given>(
  name: string,
  given: fc.Arbitrary<Given>,
  make: (maker: Maker, value: Given) => () => unknown,
  runs = RUNS,
) {
  test.each(makers)(`%s: settles as promised for any ${name}`, { timeout: TIME_LIMIT_MS }, async (maker) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    await fc.assert(
      fc.asyncProperty(given, (value) => settlesAsPromised(make(maker, value), maker)),
      { numRuns: Math.ceil(runs / 5) },
    );
    vi.restoreAllMocks();
  });
}

const named = (...names: string[]) => fc.tuple(fc.constantFrom(...names, ...ODD_NAMES), anyHostile);
const define = (object: object, name: string, value: unknown): object =>
  Object.defineProperty(object, name, { value, enumerable: true });
const around = (options: object) => (maker: Maker) =>
  call(maker, { ...sending(), ...options }, fine.path, fine.patch, undefined);

check("options", anyHostile, (maker, make) => call(maker, make(), fine.path, fine.patch, undefined));

check("option", named(...OPTION_NAMES), (maker, [name, make]) =>
  call(maker, define(sending(), name, make()), fine.path, fine.patch, undefined),
);

check("options of a call", anyHostile, (maker, make) =>
  call(maker, sending(), fine.path, fine.patch, make()),
);

check("option of a call", named(...CALL_OPTION_NAMES), (maker, [name, make]) =>
  call(maker, sending(), fine.path, fine.patch, define({}, name, make())),
);

check("ids", anyHostile, (maker, make) => call(maker, sending(), make(), fine.patch, undefined));

check("id", anyHostile, (maker, make) => call(maker, sending(), { data_id: make() }, fine.patch, undefined));

check("patch", anyHostile, (maker, make) => call(maker, sending(), fine.path, make(), undefined));

check("value in a patch", named("raw_name"), (maker, [name, make]) =>
  call(maker, sending(), fine.path, define({}, name, make()), undefined),
);

check("value that fetch throws", anyHostile, (maker, make) =>
  around({
    fetch: () => {
      throw make();
    },
  })(maker),
);

check("value that fetch rejects with", anyHostile, (maker, make) =>
  around({ fetch: () => Promise.reject(make()) })(maker),
);

check("value that fetch returns", anyHostile, (maker, make) => around({ fetch: make })(maker));

check("response", anyReply, (maker, make) => around({ fetch: async () => make() })(maker));

check(
  "headers of a response",
  fc.tuple(fc.constantFrom(200, 301, 429, 500), anyHeaders),
  (maker, [status, make]) =>
    around({ fetch: async () => ({ status, headers: make(), text: async () => "{}" }) })(maker),
);

check(
  "signal",
  anySignal,
  (maker, make) => call(maker, sending(never), fine.path, fine.patch, { signal: make() }),
  RUNS / 2,
);

check("value that the key function gives", anyHostile, (maker, make) => around({ apiKey: make })(maker));

check("value that the key function throws", anyHostile, (maker, make) =>
  around({
    apiKey: () => {
      throw make();
    },
  })(maker),
);

check("value that a listener returns", anyHostile, (maker, make) => around({ onAttempt: make })(maker));

check("value that a listener throws", anyHostile, (maker, make) =>
  around({
    onAttempt: () => {
      throw make();
    },
  })(maker),
);
