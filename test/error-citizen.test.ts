// How an AtomscaleError gets on with what other programs do to errors: frameworks, loggers, stack traces, other copies.
import { createContext, runInContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AtomscaleError, isAtomscaleError } from "../src/index.ts";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { callOnce, makeClient } from "./support/make-client.ts";
import { API_KEY, ids, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const notFound = () => json({ detail: "gone" }, 404, { "set-cookie": "a=hush", "x-request-id": "r-1" });
const lost = new TypeError("fetch failed", {
  cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
});

/** Makes an error that both clients reject with. */
function failWith(maker: Maker, play: Play = lost): Promise<Error & Record<string, unknown>> {
  return rejection(callOnce(maker, { fetch: scripted(play).fetch }));
}

test("AtomscaleError: lets every property be written, deleted and defined anew", async () => {
  const error = await failWith("createClient", notFound);
  for (const name of [...Object.getOwnPropertyNames(error), "name"]) {
    error[name] = "changed";
    expect(error[name], name).toBe("changed");
    expect(Object.getOwnPropertyDescriptor(error, name)?.configurable, name).toBe(true);
    expect(Reflect.deleteProperty(error, name), name).toBe(true);
  }
});

test("AtomscaleError: has nothing that a web framework would answer its own user with", async () => {
  for (const error of [await failWith("createClient", notFound), await failWith("createClient")]) {
    for (const name of ["status", "statusCode", "headers", "body", "expose", "type"]) {
      expect(name in error, name).toBe(false);
    }
  }
});

// https://github.com/koajs/koa/blob/master/lib/context.js, onerror
test("AtomscaleError: is a 500 without headers to Koa", async () => {
  const error = await failWith("createClient", notFound);
  expect(Object.prototype.toString.call(error)).toBe("[object Error]");
  expect(error).toBeInstanceOf(Error);
  const given = error.headers ?? {};
  expect(Object.entries(given as object)).toEqual([]);
  const statusCode = error.status ?? error.statusCode ?? (error.code === "ENOENT" ? 404 : 500);
  expect(statusCode).toBe(500);
  error.status = statusCode;
  error.expose = false;
  expect(error).toMatchObject({ status: 500, response: { status: 404 } });
});

// https://github.com/pillarjs/finalhandler/blob/master/index.js, getErrorStatusCode and getErrorHeaders
test("AtomscaleError: is a 500 without headers to Express", async () => {
  const error = await failWith(
    "createClient",
    json({ detail: "no key" }, 401, { "www-authenticate": "Key" }),
  );
  const isStatus = (value: unknown) => typeof value === "number" && value >= 400 && value < 600;
  expect([error.status, error.statusCode].filter(isStatus)).toEqual([]);
  expect(error.headers).toBeUndefined();
});

for (const maker of makers) {
  test.each<[string, (call: () => Promise<unknown>) => Promise<unknown>]>([
    [
      "await",
      async function awaited(call) {
        await call();
      },
    ],
    [
      "then",
      function chained(call) {
        return call().then(() => {});
      },
    ],
    [
      "Promise.all",
      function gathered(call) {
        return Promise.all([call(), call()]);
      },
    ],
    [
      "no frame of the caller's",
      function bare(call) {
        return call();
      },
    ],
  ])(`${maker}: rejects with a stack that begins at the caller's line under %s`, async (_, around) => {
    const client = makeClient(maker, { apiKey: API_KEY, fetch: scripted(lost).fetch, maxRetries: 0 });
    const methods = client as Record<string, (...values: unknown[]) => Promise<unknown>>;
    function callersOwnLine(): Promise<unknown> {
      return maker === "createClient"
        ? (methods.updateDataEntry?.({ data_id: ids.data_id }, { raw_name: "a" }) as Promise<unknown>)
        : (methods.PATCH?.("/data_entries/{data_id}", {
            params: { path: { data_id: ids.data_id } },
            body: { raw_name: "a" },
          }) as Promise<unknown>);
    }
    const error = await rejection(around(callersOwnLine));
    const [head, first] = (error.stack ?? "").split(/\n(?= {4}at )/);
    expect(head).toBe(`AtomscaleError: ${error.message}`);
    expect(first).toMatch(/at .*callersOwnLine \(.*error-citizen\.test\.ts:\d+:\d+\)/);
    expect(error.stack).not.toMatch(/[/\\]src[/\\]/);
  });

  test(`${maker}: begins the stack of a refusal at the caller's line`, async () => {
    const client = makeClient(maker, { apiKey: API_KEY });
    const error = await rejection(callOperation(client, "updateDataEntry", { data_id: "7" }, {}));
    expect(error.code).toBe("invalid-request");
    expect((error.stack ?? "").split(/\n(?= {4}at )/)[1]).toMatch(/callOperation \(.*call-operation\.ts/);
  });
}

describe("AtomscaleError: has a stack where the platform", () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  afterEach(() => {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  });

  test("gives no frames", async () => {
    Error.stackTraceLimit = 0;
    const { stack, message } = await failWith("createClient");
    expect(stack).toBe(`AtomscaleError: ${message}`);
  });

  test("writes frames without a line before them, as Firefox and Safari do", async () => {
    Error.prepareStackTrace = (_, frames) => frames.map((frame) => `${frame.getFunctionName()}@`).join("\n");
    const { stack, message } = await failWith("createClient");
    expect(stack).toContain(`AtomscaleError: ${message}\ncallOperation@`);
  });
});

test("toJSON: gives all but headers, stack and cause", async () => {
  const error = await failWith("createClient", json({ detail: "no beam" }, 409, { "set-cookie": "a=hush" }));
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "AtomscaleError",
    message: error.message,
    code: "rejected",
    outcome: "not-applied",
    operationId: "updateDataEntry",
    attempts: 1,
    response: { status: 409, body: { detail: "no beam" } },
  });
});

test("toJSON: gives what was lost, without the cause", async () => {
  expect(JSON.parse(JSON.stringify(await failWith("createClient")))).toEqual({
    name: "AtomscaleError",
    message: expect.stringContaining("ECONNRESET"),
    code: "connection-failed",
    outcome: "unknown",
    operationId: "updateDataEntry",
    attempts: 1,
  });
});

test.each([100, 5_000, 30_000])(
  "toJSON: never throws when the body is nested %i levels deep",
  async (depth) => {
    const body = `{"detail":"deep","a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const error = await failWith("createClient", () => new Response(body, { status: 400 }));
    expect(error).toMatchObject({ code: "rejected", response: { status: 400 } });
    const logged = JSON.stringify({ level: "error", err: error });
    expect(logged).toContain("deep");
  },
);

test("toJSON: shows what a program has added to the error", async () => {
  const error = Object.assign(await failWith("createClient", notFound), { requestId: "r-7" });
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ requestId: "r-7" });
});

// pino's and winston's serializers read name, message, stack and all own enumerable properties.
test("AtomscaleError: gives a structured log all that a person needs, by its own enumerable properties", async () => {
  const error = await failWith("createClient", notFound);
  const logged = JSON.stringify({ ...error, type: error.name, message: error.message, stack: error.stack });
  expect(JSON.parse(logged)).toMatchObject({
    type: "AtomscaleError",
    code: "not-found",
    outcome: "not-applied",
    operationId: "updateDataEntry",
    attempts: 1,
  });
  expect(logged).not.toContain(API_KEY);
});

test("isAtomscaleError: knows an error of this copy", async () => {
  const error = await failWith("createClient");
  expect(isAtomscaleError(error)).toBe(true);
  expect(error).toBeInstanceOf(AtomscaleError);
});

test("isAtomscaleError: knows an error of another copy of the package", async () => {
  const error = await failWith("createClient");
  vi.resetModules();
  const copy = await import("../src/index.ts");
  expect(copy.AtomscaleError).not.toBe(AtomscaleError);
  expect(error).not.toBeInstanceOf(copy.AtomscaleError);
  expect(copy.isAtomscaleError(error)).toBe(true);
  // The registered name is what releases have in common.
  expect(Reflect.get(error, Symbol.for("atomscale-client.AtomscaleError"))).toBe(true);
});

test("isAtomscaleError: knows an error of another realm, and one that is seen from there", async () => {
  const realm = createContext({ isAtomscaleError, error: await failWith("createClient") });
  expect(runInContext("isAtomscaleError(error)", realm)).toBe(true);
  const code = "Object.assign(new Error('x'), { [Symbol.for('atomscale-client.AtomscaleError')]: true })";
  expect(isAtomscaleError(runInContext(code, realm))).toBe(true);
});

test.each([
  undefined,
  null,
  "AtomscaleError",
  7,
  {},
  new Error("x"),
  { name: "AtomscaleError", code: "aborted" },
  new Proxy(
    {},
    {
      get: () => {
        throw new Error("x");
      },
    },
  ),
  Proxy.revocable({}, {}).proxy,
])("isAtomscaleError: does not take value %# for one", (value) => {
  expect(isAtomscaleError(value)).toBe(false);
});

test("isAtomscaleError: does not throw for a revoked proxy", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(isAtomscaleError(proxy)).toBe(false);
});
