// Signals: one listener for however many calls, none that outlives them, and reasons of any kind.
import { getEventListeners } from "node:events";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Maker, makers } from "./support/call-operation.ts";
import { callOnce } from "./support/make-client.ts";
import { type Asked, json, record, scripted } from "./support/scripted-fetch.ts";
import { rejection, settled } from "./support/settled.ts";
import { never } from "./support/started-call.ts";

const warnings: string[] = [];
const keep = (warning: Error) => void warnings.push(warning.message);

beforeEach(() => {
  warnings.length = 0;
  process.on("warning", keep);
});

afterEach(async () => {
  await new Promise(setImmediate);
  process.off("warning", keep);
  vi.restoreAllMocks();
});

/** Starts a call and waits until its request is under way. */
async function underWay(maker: Maker, signal: unknown, play: typeof never = never) {
  const { fetch, asked } = scripted(play);
  const call = settled(callOnce(maker, { fetch }, { signal }));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  return { call, asked };
}

for (const maker of makers) {
  test(`${maker}: shares one listener among all calls on a signal, and leaves none`, async () => {
    const { signal } = new AbortController();
    let answer = () => {};
    const gate = new Promise<void>((done) => (answer = done));
    const { fetch, asked } = scripted((request: Asked) => gate.then(() => record(request)));
    const calls = Array.from({ length: 20 }, () => callOnce(maker, { fetch }, { signal }));
    await vi.waitFor(() => expect(asked).toHaveLength(20));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    answer();
    await Promise.all(calls);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test(`${maker}: aborts every call on a signal`, async () => {
    const controller = new AbortController();
    const calls = await Promise.all(Array.from({ length: 5 }, () => underWay(maker, controller.signal)));
    controller.abort();
    for (const { call, asked } of calls) {
      expect((await call).error).toMatchObject({ code: "aborted", outcome: "unknown", attempts: 1 });
      expect(asked[0]?.init.signal.aborted).toBe(true);
    }
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test(`${maker}: keeps the listener for the other calls when one has ended`, async () => {
    const controller = new AbortController();
    const { call } = await underWay(maker, controller.signal);
    await callOnce(maker, { fetch: scripted().fetch }, { signal: controller.signal });
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort();
    expect((await call).error).toMatchObject({ code: "aborted" });
  });

  test.each<[string, () => unknown]>([
    ["is refused", () => callOnce(maker, { timeoutMs: 0 }, { signal: signalOfTest })],
    ["succeeds", () => callOnce(maker, { fetch: scripted().fetch }, { signal: signalOfTest })],
    [
      "is refused by the service",
      () => callOnce(maker, { fetch: scripted(json({}, 404)).fetch }, { signal: signalOfTest }),
    ],
    [
      "loses its connection",
      () => callOnce(maker, { fetch: scripted(new Error("x")).fetch }, { signal: signalOfTest }),
    ],
    [
      "times out",
      () => callOnce(maker, { fetch: scripted(never).fetch, timeoutMs: 5 }, { signal: signalOfTest }),
    ],
    [
      "waits for a retry that succeeds",
      () =>
        callOnce(
          maker,
          { fetch: scripted(json({}, 503, { "retry-after": "0" }), record).fetch, maxRetries: 1 },
          { signal: signalOfTest },
        ),
    ],
    [
      "is never sent, as the key function fails",
      () => callOnce(maker, { apiKey: () => Promise.reject(new Error("x")) }, { signal: signalOfTest }),
    ],
  ])(`${maker}: leaves no listener on the signal of a call that %s`, async (_, call) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    await settled(call() as Promise<unknown>);
    expect(getEventListeners(signalOfTest, "abort")).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["an error", new Error("the beam is down")],
    ["a text", "the beam is down"],
    ["a number", 0],
    ["null", null],
    ["a symbol", Symbol("x")],
    ["an object without prototype", Object.create(null)],
    ["an AtomscaleError's likeness", { name: "AtomscaleError", code: "not-found", outcome: "not-applied" }],
  ])(`${maker}: rejects with the reason as the cause when it is %s`, async (_, reason) => {
    const controller = new AbortController();
    const { call } = await underWay(maker, controller.signal);
    controller.abort(reason);
    const { error } = await call;
    expect(error).toMatchObject({ name: "AtomscaleError", code: "aborted", outcome: "unknown" });
    expect((error as Error).cause).toBe(reason);
  });

  test(`${maker}: takes AbortSignal.timeout for an abort`, async () => {
    const { call } = await underWay(maker, AbortSignal.timeout(20));
    const { error } = await call;
    expect(error).toMatchObject({ code: "aborted", outcome: "unknown", cause: { name: "TimeoutError" } });
  });

  test(`${maker}: takes a signal of another realm`, async () => {
    const realm = { EventTarget, listeners: [] as (() => void)[] };
    const signal = runInNewContext(
      "({ aborted: false, reason: 'elsewhere', addEventListener(_, listener) { listeners.push(listener); }, removeEventListener() {} })",
      realm,
    );
    const { call } = await underWay(maker, signal);
    signal.aborted = true;
    for (const listener of realm.listeners) listener();
    expect((await call).error).toMatchObject({ code: "aborted", cause: "elsewhere" });
  });

  test.each<[string, () => object]>([
    [
      "takes no listener",
      () => ({
        aborted: false,
        addEventListener: () => {
          throw new Error("x");
        },
      }),
    ],
    ["does not know how to drop a listener", () => ({ aborted: false, addEventListener() {} })],
    [
      "throws when a listener is dropped",
      () => ({
        aborted: false,
        addEventListener() {},
        removeEventListener() {
          throw new Error("x");
        },
      }),
    ],
  ])(`${maker}: succeeds with a signal that %s`, async (_, make) => {
    expect(
      await settled(callOnce(maker, { fetch: scripted().fetch }, { signal: make() })),
    ).not.toHaveProperty("error");
  });

  test(`${maker}: sends nothing when the signal has aborted before`, async () => {
    const { fetch, asked } = scripted();
    const error = await rejection(callOnce(maker, { fetch }, { signal: AbortSignal.abort("off") }));
    expect(error).toMatchObject({ code: "aborted", outcome: "not-applied", attempts: 0, cause: "off" });
    expect(asked).toEqual([]);
  });
}

const { signal: signalOfTest } = new AbortController();
