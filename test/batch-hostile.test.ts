// updateAll with clients, sources and journals that break their own rules: it ends, and claims nothing that it does not know.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type RunJournal, type Update, type UpdateResult, updateAll } from "../src/batch/index.ts";
import type { AtomscaleClient } from "../src/index.ts";
import { answering, entries, entry, outcomes, take, useTestClock } from "./support/batch-updates.ts";
import { failure } from "./support/fake-client.ts";

beforeEach(useTestClock);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const clientOf = (updateDataEntry: unknown): AtomscaleClient => ({ updateDataEntry }) as never;
const failing = (error: unknown): AtomscaleClient => clientOf(() => Promise.reject(error));
const sourceOf = (iterator: object): Update[] => ({ [Symbol.iterator]: () => iterator }) as never;
const asyncSourceOf = (iterator: object): Update[] => ({ [Symbol.asyncIterator]: () => iterator }) as never;
const layer: Update = {
  operation: "updateTargetMaterialLayer",
  patch: { sample_id: 1, layer_id: 1, mp_id: "1" },
};

/** Journal that knows nothing but what is given. */
const journalOf = (own: Partial<RunJournal>): RunJournal => ({
  begin: () => {},
  recall: () => undefined,
  sent: () => {},
  settled: () => {},
  end: () => Promise.resolve(),
  ...own,
});
const inDoubt = {
  isDue: true,
  result: {
    outcome: "unknown",
    error: new Error("in doubt"),
    resumed: true,
    sentAt: "2026-01-01T00:00:00.000Z",
  },
  doubt: () => new Error("in doubt"),
} as const;

function raise(thrown: unknown): never {
  throw thrown;
}

describe("a client", () => {
  test.each([
    ["has no method", {}],
    ["is a promise of one", Promise.resolve(answering().client)],
    ["is nothing", undefined],
    ["has something else for a method", { updateDataEntry: true }],
  ])("that %s sends nothing, and the run says so", async (_, client) => {
    const { results, error } = await take(updateAll(client as never, entries(3)));
    expect(outcomes(results)).toEqual(["not-sent", "not-sent", "not-sent"]);
    expect(error).toEqual(new TypeError("The client has no method updateDataEntry."));
  });

  test("that lacks the method of a later update ends the run after the others", async () => {
    const { client } = answering();
    const { results, error } = await take(
      updateAll(clientOf(client.updateDataEntry), [entry(0), layer, entry(1)], { concurrency: 1 }),
    );
    expect(outcomes(results)).toEqual(["applied", "not-sent", "not-sent"]);
    expect(error).toEqual(new TypeError("The client has no method updateTargetMaterialLayer."));
  });

  test("that lacks the method of an update which is not reached is no fault", async () => {
    const { client } = answering();
    const updates = [...entries(3), layer];
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const options = { concurrency: 1, signal: controller.signal };
    const aborted = await take(updateAll(clientOf(client.updateDataEntry), updates, options));
    expect(aborted.error).toBeUndefined();
    expect(outcomes(aborted.results)).toEqual(["applied", "not-sent", "not-sent", "not-sent"]);
    const leave = async (): Promise<void> => {
      for await (const _ of updateAll(clientOf(client.updateDataEntry), updates, { concurrency: 1 })) break;
    };
    await Promise.all([expect(leave()).resolves.toBeUndefined(), vi.advanceTimersByTimeAsync(100)]);
  });

  test("whose method cannot be looked at ends the run with what was thrown", async () => {
    const client = {
      get updateDataEntry() {
        return raise(undefined);
      },
    };
    const { results, summary } = await take(updateAll(client as never, entries(3)));
    expect(outcomes(results)).toEqual(["not-sent", "not-sent", "not-sent"]);
    expect(summary).toBeUndefined();
  });

  test.each<[string, object]>([
    ["no outcome", { outcome: undefined }],
    ["an outcome that only a run has", { outcome: "not-sent" }],
  ])("whose error has %s leaves its update in doubt", async (_, own) => {
    const error = Object.assign(failure({ code: "rejected", outcome: "not-applied", status: 400 }), own);
    const { results, summary } = await take(updateAll(failing(error), entries(1)));
    expect(outcomes(results)).toEqual(["unknown"]);
    expect(summary).toMatchObject({ done: 1, unknown: 1 });
  });

  test("whose error cannot be read leaves its update in doubt, and ends the run", async () => {
    const error = Object.defineProperty(failure({ code: "rejected", outcome: "not-applied" }), "response", {
      get: () => raise(new Error("unreadable")),
    });
    const { results, error: thrown } = await take(updateAll(failing(error), entries(3), { concurrency: 1 }));
    expect(outcomes(results)).toEqual(["unknown", "not-sent", "not-sent"]);
    expect(thrown).toEqual(new Error("unreadable"));
  });

  test("whose error is not of this package says nothing, whatever it carries", async () => {
    const { client, calls } = answering();
    const seems = { code: "server-error", outcome: "applied", response: { status: 503 } };
    const rejects = vi.fn(() => Promise.reject(Object.assign(new Error("odd"), seems)));
    const { results } = await take(updateAll({ ...client, updateDataEntry: rejects }, entries(1)));
    expect(outcomes(results)).toEqual(["unknown"]);
    expect(rejects).toHaveBeenCalledOnce();
    expect(calls).toEqual([]);
  });

  test.each([Number.NaN, -1, null])(
    "whose error asks for a wait of %s is given a backoff",
    async (retryAfterMs) => {
      vi.spyOn(Math, "random").mockReturnValue(0);
      const begun: number[] = [];
      const client = clientOf(() => {
        begun.push(performance.now());
        const error = failure({ code: "rate-limited", outcome: "not-applied", status: 429 });
        return begun.length < 3
          ? Promise.reject(Object.assign(error, { retryAfterMs }))
          : Promise.resolve({});
      });
      await take(updateAll(client, entries(1)));
      expect(begun.map((time) => time - (begun[0] as number))).toEqual([0, 500, 1_500]);
    },
  );

  test("that answers 503 and asks for no time is not waited for by all", async () => {
    const error = Object.assign(failure({ code: "server-error", outcome: "unknown", status: 503 }), {
      retryAfterMs: Number.NaN,
    });
    const begun = performance.now();
    const { results } = await take(updateAll(failing(error), entries(1), { maxRetries: 0 }));
    expect(outcomes(results)).toEqual(["unknown"]);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  test("that changes what it is given cannot change what the next request holds", async () => {
    const seen: unknown[] = [];
    const client = clientOf((path: { data_id: string }, patch: { raw_name?: string }) => {
      seen.push([{ ...path }, { ...patch }]);
      path.data_id = "another";
      delete patch.raw_name;
      return Promise.reject(failure({ code: "server-error", outcome: "unknown", status: 500 }));
    });
    await take(updateAll(client, entries(1)));
    const { path, patch } = entry(0);
    expect(seen).toEqual([
      [path, patch],
      [path, patch],
      [path, patch],
    ]);
  });
});

describe("a source", () => {
  test.each([
    ["a step that is nothing", asyncSourceOf({ next: () => Promise.resolve(undefined) })],
    ["a step that is nothing, at once", sourceOf({ next: () => undefined })],
    [
      "a value that throws",
      sourceOf({
        next: () => ({
          done: false,
          get value() {
            return raise(new TypeError("odd"));
          },
        }),
      }),
    ],
    ["no method for its iterator", { [Symbol.iterator]: () => ({}) } as never],
  ])("with %s ends the run with an error", async (_, updates) => {
    const { results, error } = await take(updateAll(answering().client, updates));
    expect(results).toEqual([]);
    expect(error).toBeInstanceOf(TypeError);
  });

  test("whose cleanup fails tells it to whoever leaves, as with any other loop", async () => {
    let read = 0;
    const updates = sourceOf({
      next: () => ({ done: false, value: entry(read++) }),
      return: () => raise(new Error("cleanup")),
    });
    const leave = async (): Promise<void> => {
      for await (const _ of updateAll(answering().client, updates)) break;
    };
    const left = expect(leave()).rejects.toThrow("cleanup");
    await vi.advanceTimersByTimeAsync(1_000);
    await left;
  });

  test("of promises has each of them refused with the advice to await it, and none is left unhandled", async () => {
    const promises = [Promise.resolve(entry(0)), Promise.reject(new Error("no row"))];
    const { results } = await take(updateAll(answering().client, promises as never));
    for (const { outcome, error } of results) {
      expect(outcome).toBe("not-applied");
      expect(error?.message).toMatch(/is a promise; await it first/);
    }
    expect(results).toHaveLength(2);
  });

  test.each([{}, { operation: undefined }, { operation: "" }, 5, null, "text"])(
    "with %j for an update refuses it",
    async (given) => {
      const { results } = await take(updateAll(answering().client, [given as never, entry(1)]));
      expect(outcomes(results)).toEqual(["not-applied", "applied"]);
      expect(results.find(({ index }) => index === 0)?.error?.message).toBe(
        "update was not sent: the body is no { operation, path, patch }. Nothing was changed.",
      );
    },
  );

  test("that names one record many times in a row lets others go on", async () => {
    const blocks = Array.from(
      { length: 960 },
      (_, index): Update => ({ ...entry(Math.floor(index / 16)), ref: index }),
    );
    const { client } = answering();
    const begun = performance.now();
    await take(updateAll(client, blocks, { concurrency: 8 }));
    // The window of 32 holds two records or three, each with one update of 10 ms at a time.
    expect(performance.now() - begun).toBeLessThan(2_600);
  });
});

describe("a journal", () => {
  test.each<[string, Partial<RunJournal>, UpdateResult["outcome"]]>([
    ["recall", { recall: () => raise(undefined) }, "not-sent"],
    ["record a request", { sent: () => raise(undefined) }, "not-sent"],
    ["record an outcome", { settled: () => raise(undefined) }, "applied"],
  ])("that cannot %s, and throws nothing at that, ends the run", async (_, own, outcome) => {
    const run = updateAll(answering().client, entries(3), { journal: journalOf(own), concurrency: 1 });
    const { results, summary } = await take(run);
    expect(outcomes(results)).toEqual([outcome, "not-sent", "not-sent"]);
    expect(results.at(-1)?.error?.message).toMatch(
      /^The run ended before every update was sent: it failed\.$|No error/,
    );
    expect(summary).toBeUndefined();
  });

  test("that cannot record a request leaves what an earlier run sent in doubt", async () => {
    const journal = journalOf({ recall: () => inDoubt, sent: () => raise(new Error("disk full")) });
    const { results, error } = await take(updateAll(answering().client, entries(2), { journal }));
    expect(results).toMatchObject([inDoubt.result, inDoubt.result]);
    expect(error).toEqual(new Error("disk full"));
  });

  test("keeps what it knows where the client has no method", async () => {
    const past = {
      isDue: false,
      result: { outcome: "applied", resumed: true },
      doubt: inDoubt.doubt,
    } as const;
    const journal = journalOf({ recall: ({ index }) => (index === 0 ? past : inDoubt) });
    const { results } = await take(updateAll({} as never, entries(2), { journal }));
    expect(results).toMatchObject([past.result, inDoubt.result]);
  });

  test("tells when an update in doubt was sent, where the run ends before it is sent again", async () => {
    const journal = journalOf({ recall: () => inDoubt });
    const options = { journal, signal: AbortSignal.abort() };
    const { results } = await take(updateAll(answering().client, entries(1), options));
    expect(results).toMatchObject([inDoubt.result]);
  });
});
