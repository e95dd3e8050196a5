// updateAll: what it takes, what it sends and what it reports.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import { drain, type Update, updateAll } from "../src/batch/index.ts";
import { type AtomscaleClient, createClient, isAtomscaleError } from "../src/index.ts";
import { createMockFetch } from "../src/testing.ts";
import {
  answering,
  applied,
  entries,
  entry,
  take,
  unavailable,
  useTestClock,
  uuid,
} from "./support/batch-updates.ts";

beforeEach(useTestClock);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("updateAll", () => {
  test("sends each update through the client's own method and reports its record", async () => {
    const mock = createMockFetch();
    const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
    const layer: Update = {
      operation: "updateTargetMaterialLayer",
      patch: { sample_id: 42, layer_id: 1, mp_id: "mp-1" },
      ref: "b",
    };
    const { results } = await take(updateAll(atomscale, [{ ...entry(0), ref: 7 }, layer]));
    expect(mock.calls.map(({ path, body }) => [path, body])).toEqual([
      [`/data_entries/${uuid(0)}`, { raw_name: "0" }],
      ["/target-materials/layers/", { sample_id: 42, layer_id: 1, mp_id: "mp-1" }],
    ]);
    expect(results).toMatchObject([
      { index: 0, ref: 7, operation: "updateDataEntry", outcome: "applied", record: { raw_size_gb: 1.2 } },
      { index: 1, ref: "b", operation: "updateTargetMaterialLayer", outcome: "applied" },
    ]);
  });

  test("calls the client without retries of its own, and with the run's signal", async () => {
    const { signal } = new AbortController();
    const { client, calls } = answering();
    await take(updateAll(client, [entry(0)], { signal }));
    expect(calls[0]?.values).toEqual([{ data_id: uuid(0) }, { raw_name: "0" }, { maxRetries: 0, signal }]);
  });

  test("sends an update as it was when it was read", async () => {
    const { client, calls } = answering();
    function* reusing(): Generator<Update> {
      const patch = { raw_name: "" };
      for (let index = 0; index < 20; index++) {
        patch.raw_name = `${index}`;
        yield { operation: "updateDataEntry", path: { data_id: uuid(index) }, patch };
      }
    }
    await take(updateAll(client, reusing(), { concurrency: 2 }));
    expect(calls.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  test.each<[string, unknown, string]>([
    ["an unknown operation", { operation: "deleteDataEntry", path: {}, patch: {} }, "deleteDataEntry"],
    ["a name that every object has", { operation: "constructor", path: {}, patch: {} }, "constructor"],
    ["null", null, "update"],
    ["a value that the guard refuses", { ...entry(0), patch: { raw_name: 1n } }, "updateDataEntry"],
    ["an id that is no UUID", { ...entry(0), path: { data_id: "7" } }, "updateDataEntry"],
    [
      "a property that throws",
      {
        get operation(): string {
          throw new Error("getter");
        },
      },
      "update",
    ],
  ])("reports %s as not applied and goes on", async (_, given, operation) => {
    const { client, calls } = answering();
    const { results, summary } = await take(updateAll(client, [given as Update, entry(1)]));
    expect(results[0]).toMatchObject({ index: 0, operation, outcome: "not-applied" });
    expect(results[0]?.error).toMatchObject({ code: "invalid-request", outcome: "not-applied" });
    expect(isAtomscaleError(results[0]?.error)).toBe(true);
    expect(calls.map(({ index }) => index)).toEqual([1]);
    expect(summary).toEqual({ done: 2, applied: 1, notApplied: 1, unknown: 0, notSent: 0 });
  });

  test.each<[string, unknown, string]>([
    ["concurency", 3, "is unknown; did you mean concurrency?"],
    ["concurrency", 0, "must be a positive number, not 0"],
    ["concurrency", "8", 'must be a positive number, not "8"'],
    ["stopAfter", 0, "must be a positive number, not 0"],
    ["maxRetries", -1, "must be a whole number from 0 on, not -1"],
    ["maxPauseMs", Number.NaN, "must be a positive number, not NaN"],
    ["requestsPerSecond", 0, "must be a positive number, not 0"],
    ["signal", {}, "must be an AbortSignal, not Object"],
    ["journal", "run.jsonl", 'must be a journal, not "run.jsonl"'],
    ["journal", Promise.resolve({}), "is a promise; await it first"],
    ["onProgress", true, "must be a function, not true"],
    ["maxRetries", Number.POSITIVE_INFINITY, "must be a whole number from 0 on, not Infinity"],
    [
      "toString",
      1,
      "is unknown; known are concurrency, maxRetries, stopAfter, maxPauseMs, requestsPerSecond, signal, journal, onProgress",
    ],
  ])("refuses the option %s with %j", (name, value, fault) => {
    const refused = (): unknown => updateAll(answering().client, [], { [name]: value });
    expect(refused).toThrow(TypeError);
    expect(refused).toThrow(new TypeError(`Nothing was sent: the option ${name} ${fault}`));
  });

  test.each([null, new AbortController().signal, 8])("refuses %s in place of options", (options) => {
    const refused = (): unknown => updateAll(answering().client, [], options as never);
    expect(refused).toThrow("Nothing was sent: the options are");
  });

  test("takes Infinity for no limit", async () => {
    const { client } = answering();
    const [concurrency, stopAfter, maxPauseMs, requestsPerSecond] = Array(4).fill(Number.POSITIVE_INFINITY);
    const options = { concurrency, stopAfter, maxPauseMs, requestsPerSecond };
    expect((await take(updateAll(client, entries(100), options))).summary).toMatchObject({ applied: 100 });
  });

  test("refuses what cannot be iterated", () => {
    expect(() => updateAll(answering().client, { length: 0 } as never)).toThrow(TypeError);
  });

  test.each<[string, () => Promise<never>]>([
    [
      "throws at once",
      () => {
        throw new RangeError("odd");
      },
    ],
    ["rejects with a text", () => Promise.reject("odd")],
    ["rejects with nothing", () => Promise.reject(undefined)],
    [
      "rejects with a hostile object",
      () =>
        Promise.reject({
          get message() {
            throw new Error("hostile");
          },
        }),
    ],
  ])("counts an update as unknown when a client of the user's own %s", async (_, updateDataEntry) => {
    const client = { ...answering().client, updateDataEntry } as unknown as AtomscaleClient;
    const { results } = await take(updateAll(client, [entry(0)]));
    expect(results).toMatchObject([
      { index: 0, outcome: "unknown", error: { message: expect.stringMatching(/odd|No error was given/) } },
    ]);
  });

  test("keeps an update in doubt when a refusal follows, and reports the error that left it so", async () => {
    const refused = {
      kind: "fails",
      afterMs: 10,
      code: "not-found",
      outcome: "not-applied",
      status: 404,
    } as const;
    const { results } = await take(updateAll(answering({ 0: [unavailable, refused] }).client, [entry(0)]));
    expect(results).toMatchObject([
      { outcome: "unknown", error: { code: "server-error", outcome: "unknown" } },
    ]);
  });

  test("settles an update in doubt when a retry succeeds", async () => {
    const { results } = await take(
      updateAll(answering({ 0: [unavailable, unavailable] }).client, [entry(0)]),
    );
    expect(results).toEqual([
      { index: 0, ref: undefined, operation: "updateDataEntry", outcome: "applied", record: { id: 0 } },
    ]);
  });

  test("takes a write without a readable record for applied, and sends it once", async () => {
    const empty = {
      kind: "fails",
      afterMs: 10,
      code: "unreadable-reply",
      outcome: "applied",
      status: 503,
    } as const;
    const { client, calls } = answering({ 0: [empty] });
    const { results } = await take(updateAll(client, [entry(0)]));
    expect(results).toMatchObject([{ outcome: "applied", error: { code: "unreadable-reply" } }]);
    expect(calls).toHaveLength(1);
  });

  test("takes one id in two spellings for one record", async () => {
    const { client, calls } = answering();
    const same = (index: number, data_id: string): Update => ({
      operation: "updateDataEntry",
      path: { data_id },
      patch: { raw_name: `${index}` },
    });
    const id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
    await take(updateAll(client, [same(0, id), same(1, id.toUpperCase())]));
    expect(calls.map(({ active }) => active)).toEqual([1, 1]);
  });

  test("starts at once whatever an update held back that may be of any record", async () => {
    const layers = Array.from({ length: 7 }, (_, index): Update => {
      const record = index === 0 ? { id: 1 } : { sample_id: index };
      return { operation: "updateTargetMaterialLayer", patch: { ...record, layer_id: 1, mp_id: `${index}` } };
    });
    const { client, calls } = answering();
    const { results } = await take(updateAll(client, layers, { concurrency: 6 }));
    expect(results.filter(({ outcome }) => outcome === "applied")).toHaveLength(7);
    expect(calls.map(({ startedAt }) => startedAt - (calls[0]?.startedAt ?? 0))).toEqual([
      0,
      ...Array(6).fill(10),
    ]);
    expect(calls.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("names a layer's record by the field that its whole stack shares", () => {
    expect(Object.keys(operations.updateTargetMaterialLayer.identifiedBy)[0]).toBe("sample_id");
  });

  test("stops reading when results are not taken", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Update> {
      for (;;) yield entry(read++);
    }
    const { client, calls } = answering();
    const run = updateAll(client, endless(), { concurrency: 3 });
    await Promise.all([run.next(), vi.advanceTimersByTimeAsync(10)]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toBe(4 * 3);
    expect(calls).toHaveLength(4 * 3);
    expect(vi.getTimerCount()).toBe(0);
    await run.return({} as never);
    expect(read).toBe(4 * 3);
  });

  test("surfaces what the iterable throws after the results of all updates before", async () => {
    function* broken(): Generator<Update> {
      yield* entries(3);
      throw new Error("row 4 has no id");
    }
    const { results, error } = await take(updateAll(answering().client, broken(), { concurrency: 1 }));
    expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied", "applied"]);
    expect(error).toMatchObject({ message: "row 4 has no id" });
  });
});

describe("drain", () => {
  test("resolves to the summary", async () => {
    const summary = drain(updateAll(answering({ 1: [{ ...applied }] }).client, entries(3)));
    await vi.advanceTimersByTimeAsync(100);
    await expect(summary).resolves.toEqual({ done: 3, applied: 3, notApplied: 0, unknown: 0, notSent: 0 });
  });
});
