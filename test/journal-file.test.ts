// openJournal and readJournal on files that are cut, damaged, of others, or cannot be written.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { drain, type UpdateResult, updateAll } from "../src/batch/index.ts";
import { type JournalEntry, JournalError, openJournal, readJournal } from "../src/batch/journal.ts";
import { answering, entries, entry } from "./support/batch-updates.ts";
import { useTemporaryFolder } from "./support/temporary-folder.ts";

const at = useTemporaryFolder();
afterEach(() => vi.restoreAllMocks());

const HEADER = '{"journal":"atomscale-client","version":1}';
const time = "2026-01-01T00:00:00.000Z";
const sent = (index: number): string =>
  JSON.stringify({ sent: index, at: time, ref: `Zeile ${index} – µ`, ...entry(index) });
const settled = (index: number, outcome: string): string =>
  JSON.stringify({ settled: index, at: time, outcome });
const whole = [
  HEADER,
  sent(0),
  sent(1),
  settled(0, "applied"),
  settled(1, "not-applied"),
  sent(1),
  sent(2),
  settled(2, "unknown"),
];

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

async function states(path: string): Promise<string[]> {
  const list: string[] = [];
  for await (const { index, outcome, settledAt } of readJournal(path))
    list[index] = settledAt ? outcome : "in doubt";
  return list;
}

/** What the whole lines of a text say, read in the plainest way. */
function expected(text: string): string[] {
  const list: string[] = [];
  for (const line of text.split("\n").slice(1, -1)) {
    const { sent: index, settled: over, outcome } = JSON.parse(line);
    if (index !== undefined) list[index] = "in doubt";
    else list[over] = outcome;
  }
  return list;
}

describe("openJournal", () => {
  test("reads a journal that was cut at any byte as far as its lines are whole, and cuts off the rest", async () => {
    const bytes = Buffer.from(`${whole.join("\n")}\n`);
    const path = at("cut.jsonl");
    for (let length = 0; length <= bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      fs.writeFileSync(path, cut);
      const lines = cut.toString("latin1").split("\n").slice(0, -1).join("\n");
      const kept = lines === "" ? `${HEADER}\n` : `${Buffer.from(lines, "latin1")}\n`;
      if (length > HEADER.length) expect(await states(path)).toEqual(expected(kept));
      const journal = await openJournal(path);
      await journal.close();
      expect(fs.readFileSync(path, "utf8")).toBe(kept);
      expect(await states(path)).toEqual(expected(kept));
    }
  }, 60_000);

  test("reads lines that are longer than what it reads at once, and short ones across its bounds", async () => {
    const path = at("long.jsonl");
    const long = (index: number, length: number): string =>
      JSON.stringify({ ...JSON.parse(sent(index)), patch: { raw_name: "µ".repeat(length) } });
    const lengths = [400_000, 3, 9_000, 2_100, ...Array.from({ length: 4_000 }, (_, index) => index % 97)];
    const text = lengths.flatMap((length, index) => [long(index, length), settled(index, "applied")]);
    fs.writeFileSync(path, `${[HEADER, ...text].join("\n")}\n`);
    const found = await collect(readJournal(path));
    expect(found.map(({ patch }) => (patch as { raw_name: string }).raw_name.length)).toEqual(lengths);
    expect(found.every(({ outcome, settledAt }) => outcome === "applied" && settledAt === time)).toBe(true);
  });

  test("goes on after a torn line without a trace of it", async () => {
    fs.writeFileSync(at("torn.jsonl"), `${HEADER}\n${sent(0)}\n${settled(0, "applied").slice(0, 20)}`);
    const journal = await openJournal(at("torn.jsonl"));
    await drain(updateAll(answering().client, entries(2), { journal }));
    await journal.close();
    expect(await states(at("torn.jsonl"))).toEqual(["applied", "applied"]);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["another version", '{"journal":"atomscale-client","version":2}\n', /line 1: the file has version 2/],
    ["another file", "data_id,raw_name\n1,2\n", /line 1: the file is not a journal/],
    ["a file of one line without an end", "x".repeat(1_000_000), /line 1: the file is not a journal/],
    ["a short file without a line break", '{"journal":"other"', /line 1: the file is not a journal/],
    ["a line that is not JSON", `${HEADER}\n${sent(0)}\n{"settled":0,\n${sent(1)}\n`, /line 3 is neither/],
    ["two lines in one", `${HEADER}\n${sent(0)}${settled(0, "applied")}\n`, /line 2 is neither/],
    ["an empty line", `${HEADER}\n\n`, /line 2 is neither/],
    ["an unknown outcome", `${HEADER}\n${sent(0)}\n${settled(0, "done")}\n`, /line 3 is neither/],
    ["a position that is no number", `${HEADER}\n${sent(0).replace(":0,", ':"0",')}\n`, /line 2 is neither/],
    ["a negative position", `${HEADER}\n${sent(-1)}\n`, /line 2 is neither/],
    [
      "an update without a patch",
      `${HEADER}\n{"sent":0,"at":"${time}","operation":"updateDataEntry","path":{}}\n`,
      /line 2 is neither/,
    ],
    [
      "an outcome of what was never sent",
      `${HEADER}\n${settled(3, "applied")}\n`,
      /outcome for position 3, which was never sent/,
    ],
    [
      "zeros that a crash has left",
      Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.alloc(600), Buffer.from(`\n${sent(0)}\n`)]),
      /line 2 is neither/,
    ],
  ])("refuses %s with the line and the reason, and leaves it as it was", async (_, content, reason) => {
    const path = at("odd.jsonl");
    fs.writeFileSync(path, content);
    const before = fs.readFileSync(path);
    for (const open of [() => openJournal(path), () => states(path)]) {
      await expect(open()).rejects.toThrow(JournalError);
      await expect(open()).rejects.toMatchObject({
        code: "unreadable",
        message: expect.stringMatching(reason),
      });
    }
    expect(fs.readFileSync(path).equals(before)).toBe(true);
    expect(fs.readdirSync(at(""))).toEqual(["odd.jsonl"]);
  });

  test("refuses a folder, a device, a pipe and a path that leads nowhere", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    await expect(openJournal(at(""))).rejects.toMatchObject({ code: "unreadable" });
    await expect(openJournal("/dev/null")).rejects.toMatchObject({ code: "unreadable" });
    await expect(openJournal(at("pipe"))).rejects.toMatchObject({ code: "unreadable" });
    await expect(openJournal(at("no/such/folder"))).rejects.toMatchObject({ code: "unwritable" });
  });
});

describe("updateAll", () => {
  const full = (): never => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };

  async function runInto(path: string, count: number) {
    const journal = await openJournal(path);
    const { client, calls } = answering();
    const results: UpdateResult[] = [];
    const run = async (): Promise<void> => {
      for await (const result of updateAll(client, entries(count), { journal, concurrency: 2 }))
        results.push(result);
    };
    const error: unknown = await run().catch((thrown: unknown) => thrown);
    await journal.close().catch(() => {});
    return { results, calls, error };
  }

  test("stops before it sends what the journal cannot record, and says so", async () => {
    const write = fs.writeSync;
    let writes = 0;
    vi.spyOn(fs, "writeSync").mockImplementation(((...values: Parameters<typeof write>) => {
      writes += 1;
      return writes > 5 ? full() : write(...values);
    }) as typeof write);
    const { results, calls, error } = await runInto(at("full.jsonl"), 6);
    const recorded = fs.readFileSync(at("full.jsonl"), "utf8").match(/"sent":\d/g);
    expect(calls).toHaveLength(recorded?.length ?? 0);
    expect(error).toMatchObject({ code: "unwritable", message: expect.stringContaining("no space left") });
    expect(results).toHaveLength(6);
    // What was under way is reported with its outcome, though it cannot be recorded.
    expect(results.filter(({ outcome }) => outcome === "applied")).toHaveLength(calls.length);
    expect(results.filter(({ outcome }) => outcome === "not-sent")).toHaveLength(6 - calls.length);
  });

  test("takes back a part of a line that the disk had no room for", async () => {
    const write = fs.writeSync;
    let writes = 0;
    vi.spyOn(fs, "writeSync").mockImplementation(((descriptor: number, bytes: Buffer, from: number) => {
      writes += 1;
      if (writes < 4) return write(descriptor, bytes, from);
      return writes === 4 ? write(descriptor, bytes, from, 10) : full();
    }) as typeof write);
    await runInto(at("part.jsonl"), 4);
    vi.restoreAllMocks();
    const list: JournalEntry[] = [];
    for await (const found of readJournal(at("part.jsonl"))) list.push(found);
    expect(list.map(({ index }) => index)).toEqual([0, 1]);
    expect(fs.readFileSync(at("part.jsonl"), "utf8").endsWith("\n")).toBe(true);
  });

  test("surfaces at its end that the disk could not make the lines durable", async () => {
    vi.spyOn(fs, "fdatasync").mockImplementation(((_: number, done: (error: Error) => void) =>
      done(new Error("EIO: i/o error, fdatasync"))) as never);
    const { results, error } = await runInto(at("broken.jsonl"), 2);
    expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
    expect(error).toMatchObject({ code: "unwritable", message: expect.stringContaining("EIO") });
  });

  test("sends nothing more once the journal is being closed, however long the disk takes for it", async () => {
    const journal = await openJournal(at("closed.jsonl"));
    const { client, calls } = answering();
    const run = updateAll(client, entries(20), { journal, concurrency: 1 });
    await run.next();
    let finish: () => void = () => {};
    vi.spyOn(fs, "fdatasync").mockImplementation(((_: number, done: (error: null) => void) => {
      finish = () => done(null);
    }) as never);
    const closing = journal.close();
    const sent = calls.length;
    await expect(drain(run)).rejects.toMatchObject({ code: "closed" });
    expect(calls).toHaveLength(sent);
    finish();
    await closing;
  });
});
