// openJournal with updateAll: what a second run does with what the first has recorded.
import fs from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { drain, type Update, type UpdateResult, updateAll } from "../src/batch/index.ts";
import { type JournalEntry, JournalError, openJournal, readJournal } from "../src/batch/journal.ts";
import { createClient } from "../src/index.ts";
import { createMockFetch } from "../src/testing.ts";
import { answering, entries, entry, rateLimited } from "./support/batch-updates.ts";
import type { Answer } from "./support/fake-client.ts";
import { lost, refused, runTo } from "./support/journal-run.ts";
import { useTemporaryFolder } from "./support/temporary-folder.ts";

const at = useTemporaryFolder();
afterEach(() => vi.restoreAllMocks());

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

const run = (updates: readonly Update[], lists?: Record<number, Answer[]>, inDoubt?: "resend" | "report") =>
  runTo(at("run.jsonl"), updates, lists, inDoubt);

const lines = (): string[] => fs.readFileSync(at("run.jsonl"), "utf8").split("\n");

describe("openJournal", () => {
  test("records a line before an update is sent and one with its outcome", async () => {
    const updates: Update[] = [
      { ...entry(0), ref: "row 1" },
      {
        operation: "updateTargetMaterialLayer",
        patch: { sample_id: 42, layer_id: 1, mp_id: "1" },
        ref: { row: 2 },
      },
    ];
    await run(updates, { 1: [refused] });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const [header, ...rest] = lines();
    expect(header).toBe('{"journal":"atomscale-client","version":1}');
    expect(rest.pop()).toBe("");
    const recorded = rest.map((line) => JSON.parse(line));
    // Outcomes come in the order of completion.
    expect(recorded.sort((a, b) => (a.settled ?? -1) - (b.settled ?? -1))).toEqual([
      { sent: 0, at: time, ref: "row 1", ...entry(0) },
      { sent: 1, at: time, operation: "updateTargetMaterialLayer", path: {}, patch: updates[1]?.patch },
      { settled: 0, at: time, outcome: "applied" },
      { settled: 1, at: time, outcome: "not-applied", code: "not-found" },
    ]);
    if (process.platform !== "win32") expect(fs.statSync(at("run.jsonl")).mode & 0o777).toBe(0o600);
  });

  test("has the line of an update before the update is sent", async () => {
    const journal = await openJournal(at("run.jsonl"));
    const seen: number[] = [];
    const fake = answering();
    const updateDataEntry: typeof fake.client.updateDataEntry = (...values) => {
      seen.push(lines().filter((line) => line.includes(`"sent":${seen.length}`)).length);
      return fake.client.updateDataEntry(...values);
    };
    await drain(updateAll({ ...fake.client, updateDataEntry }, entries(3), { journal, concurrency: 1 }));
    await journal.close();
    expect(seen).toEqual([1, 1, 1]);
  });

  test("has one line for an update that takes several requests", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { sent } = await run([entry(0)], { 0: [rateLimited(0), rateLimited(0)] });
    expect(sent).toEqual([0, 0, 0]);
    expect(lines().filter((line) => line.includes('"sent":0'))).toHaveLength(1);
  });

  test("skips what was applied and reports it as resumed, without a record", async () => {
    await run(entries(3), { 1: [refused] });
    const { results, sent } = await run(entries(5));
    expect(sent).toEqual([1, 3, 4]);
    expect(results.find(({ index }) => index === 0)).toEqual({
      index: 0,
      ref: undefined,
      operation: "updateDataEntry",
      outcome: "applied",
      resumed: true,
      sentAt: expect.stringMatching(/Z$/),
    });
  });

  test("sends again what was in doubt, unless it is told to report it", async () => {
    await run(entries(2), { 0: [lost] });
    const reported = await run(entries(2), {}, "report");
    expect(reported.sent).toEqual([]);
    expect(reported.results[0]).toMatchObject({ index: 0, outcome: "unknown", resumed: true });
    const { sentAt, error } = reported.results[0] as UpdateResult;
    expect(error?.message).toContain(`was sent at ${sentAt} by an earlier run`);
    const resent = await run(entries(2));
    expect(resent.sent).toEqual([0]);
    expect(resent.results.find(({ index }) => index === 0)).toMatchObject({
      outcome: "applied",
      record: { id: 0 },
    });
  });

  test("takes a request without an outcome for one in doubt", async () => {
    await run(entries(1));
    fs.writeFileSync(at("run.jsonl"), `${lines().slice(0, 2).join("\n")}\n`);
    expect((await run(entries(1), {}, "report")).results).toMatchObject([
      { outcome: "unknown", resumed: true },
    ]);
  });

  test("leaves in doubt what was in doubt and is refused when it is sent again", async () => {
    await run(entries(1), { 0: [lost] });
    const { results } = await run(entries(1), { 0: [refused] });
    expect(results).toMatchObject([{ outcome: "unknown", error: { cause: { code: "not-found" } } }]);
    expect(results[0]?.error?.message).toMatch(/by an earlier run.*Sent again, it failed/);
    const corrected = { ...entry(0), patch: { raw_name: "9" } } as Update;
    expect((await run([corrected])).error).toMatchObject({ code: "other-content" });
  });

  test("takes a corrected update where the last one was refused", async () => {
    await run(entries(2), { 1: [refused] });
    const corrected: Update = { ...entry(7), patch: { raw_name: "7" } } as Update;
    const { results, sent } = await run([entry(0), corrected]);
    expect(sent).toEqual([7]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  });

  test("ends the run before it sends another content where one was sent, and shows both", async () => {
    await run(entries(3));
    const before = lines();
    const other: Update = { ...entry(1), patch: { raw_name: "changed" } } as Update;
    const { results, sent, error } = await run([entry(0), other, entry(2), entry(3)]);
    expect(sent).toEqual([]);
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ code: "other-content", path: at("run.jsonl") });
    expect((error as Error).message).toContain('"raw_name":"1"');
    expect((error as Error).message).toContain('"raw_name":"changed"');
    expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "not-sent", "applied", "not-sent"]);
    expect(results[1]?.error).toBe(error);
    expect(lines()).toEqual(before);
  });

  test("takes the same content with its fields in another order", async () => {
    const patch = { sample_id: 42, layer_id: 1, mp_id: "1" };
    await run([{ operation: "updateTargetMaterialLayer", patch }]);
    const again = { mp_id: "1", layer_id: 1, sample_id: 42 };
    const { sent, error } = await run([{ operation: "updateTargetMaterialLayer", patch: again }]);
    expect([sent, error]).toEqual([[], undefined]);
  });

  test("is not written for an update that the guard refuses", async () => {
    await run([{ ...entry(0), patch: {} } as Update, entry(1)]);
    expect(lines().filter((line) => line.includes('"sent"'))).toHaveLength(1);
  });

  test("holds no API key, also where the service and the client repeat it", async () => {
    const key = "as-canary-0123456789";
    const mock = createMockFetch({ status: 422, body: { detail: key } }, { status: 500, body: key });
    const fetching = createClient({ apiKey: key, fetch: mock.fetch });
    const own = { ...fetching, updateTargetMaterialLayer: () => Promise.reject(new Error(key)) };
    const layer: Update = { operation: "updateTargetMaterialLayer", patch: { sample_id: 42, layer_id: 1 } };
    const journal = await openJournal(at("run.jsonl"));
    await drain(updateAll(own, [...entries(2), layer], { journal, maxRetries: 0 }));
    await journal.close();
    expect(lines().join()).toContain("not-applied");
    expect(lines().join()).not.toContain("canary");
  });

  test("serves one run at a time, and the next one after it", async () => {
    const journal = await openJournal(at("run.jsonl"));
    const first = updateAll(answering().client, entries(2), { journal });
    await first.next();
    await expect(updateAll(answering().client, entries(2), { journal }).next()).rejects.toMatchObject({
      code: "in-use",
    });
    await drain(first);
    await expect(drain(updateAll(answering().client, entries(3), { journal }))).resolves.toMatchObject({
      applied: 3,
    });
    await journal.close();
    await journal.close();
    await expect(updateAll(answering().client, [], { journal }).next()).rejects.toMatchObject({
      code: "closed",
    });
  });

  test("is closed where `await using` ends", async () => {
    {
      await using journal = await openJournal(at("run.jsonl"));
      expect(journal.close).toBeTypeOf("function");
    }
    await (await openJournal(at("run.jsonl"))).close();
  });

  test("makes lines durable in groups, and all of them at the end of a run", async () => {
    const sync = vi.spyOn(fs, "fdatasync");
    const write = vi.spyOn(fs, "writeSync");
    const journal = await openJournal(at("run.jsonl"));
    await drain(updateAll(answering().client, entries(200), { journal, concurrency: 50 }));
    expect(write).toHaveBeenCalledTimes(401);
    expect(sync.mock.calls.length).toBeLessThan(10);
    expect(sync.mock.invocationCallOrder.at(-1)).toBeGreaterThan(
      write.mock.invocationCallOrder.at(-1) as number,
    );
    await journal.close();
  });

  test("refuses an unknown way with what is in doubt", async () => {
    await expect(openJournal(at("run.jsonl"), { inDoubt: "skip" as never })).rejects.toThrow(
      /skip as inDoubt/,
    );
  });
});

describe("readJournal", () => {
  test("yields each update that was sent, with its last outcome, also while the journal is in use", async () => {
    await run([{ ...entry(0), ref: 7 }, entry(1), entry(2)], { 0: [lost], 1: [refused] });
    fs.appendFileSync(
      at("run.jsonl"),
      `${JSON.stringify({ sent: 5000, at: "2026-01-01T00:00:00Z", ...entry(5) })}\n`,
    );
    const journal = await openJournal(at("run.jsonl"));
    const found: JournalEntry[] = await collect(readJournal(at("run.jsonl")));
    await journal.close();
    const time = expect.stringMatching(/Z$/);
    const common = {
      operation: "updateDataEntry",
      sentAt: time,
      settledAt: time,
      ref: undefined,
      code: undefined,
    };
    const content = (index: number) => ({ index, path: entry(index).path, patch: entry(index).patch });
    expect(found).toEqual([
      { ...common, ...content(0), ref: 7, outcome: "unknown", code: "unreadable-reply" },
      { ...common, ...content(1), outcome: "not-applied", code: "not-found" },
      { ...common, ...content(2), outcome: "applied" },
      { ...common, ...content(5), index: 5000, outcome: "unknown", settledAt: undefined },
    ]);
  });

  test("forgets the outcome of a request when the update is sent again", async () => {
    await run(entries(1), { 0: [refused] });
    fs.appendFileSync(
      at("run.jsonl"),
      `${JSON.stringify({ sent: 0, at: "2026-01-01T00:00:00Z", ...entry(0) })}\n`,
    );
    expect(await collect(readJournal(at("run.jsonl")))).toMatchObject([
      { outcome: "unknown", settledAt: undefined, code: undefined, sentAt: "2026-01-01T00:00:00Z" },
    ]);
  });
});
