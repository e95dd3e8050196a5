// Sends 200,000 updates of an async generator, and goes on with a journal of 1,000,000 lines: fails where memory grows
// with their number, or time grows faster. Needs Linux, which tells the highest memory of a process.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProgram } from "./processes/bundle.ts";
import { run } from "./processes/run.ts";
import { REFUSED, writeJournal } from "./scale/plan.ts";
import type { Measured } from "./scale/worker.ts";

const ROUNDS = 3;
const SMALL = 20_000;
const LARGE = 200_000;
const MAX_GROWTH_MB = 30;
const JOURNAL_LINES = 1_000_000;
const MAX_RESUME_MB = 100;
/** Of ten times as much; a tenth more or less is the machine. */
const MAX_TIME_RATIO = 12;

const folder = await mkdtemp(join(tmpdir(), "atomscale-scale-"));
const failures: string[] = [];
const rows: string[][] = [];

function hold(what: string, value: number, limit: number): void {
  if (!(value <= limit)) failures.push(`${what} is ${value.toFixed(1)}, above ${limit}`);
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures some runs of one kind, and takes the median of each number. */
async function measure(name: string, make: () => string[], sent: number): Promise<Measured> {
  const rounds: Measured[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [updates = "", ...more] = make();
    const measured: Measured = JSON.parse(await run(folder, process.execPath, worker, updates, ...more));
    if (measured.applied !== Number(updates) || measured.sent !== sent)
      failures.push(`${name}: ${measured.applied} applied, ${measured.sent} sent`);
    rounds.push(measured);
  }
  const names = Object.keys(rounds[0] ?? {}) as (keyof Measured)[];
  const medians = names.map((each) => [each, median(rounds.map((round) => round[each]))]);
  const result: Measured = Object.fromEntries(medians);
  const { startMb, openMb, peakMb, openMs, totalMs } = result;
  const seconds = (ms: number): string => (ms / 1_000).toFixed(2);

  rows.push([
    name,
    ...[startMb, openMb, peakMb].map((mb) => mb.toFixed(0)),
    name.includes("journal") ? seconds(openMs) : "",
    seconds(totalMs),
  ]);
  return result;
}

async function measureGrowth(name: string, withJournal: boolean): Promise<void> {
  const results: Measured[] = [];
  for (const count of [SMALL, LARGE]) {
    let round = 0;
    const make = (): string[] => [
      `${count}`,
      ...(withJournal ? [join(folder, `new-${count}-${round++}.jsonl`)] : []),
    ];
    results.push(await measure(`${count.toLocaleString("en")} updates${name}`, make, count));
  }
  const [small, large] = results as [Measured, Measured];
  hold(`growth of peak memory${name}, in MB,`, large.peakMb - small.peakMb, MAX_GROWTH_MB);
  hold(`ratio of time${name}`, large.totalMs / small.totalMs, MAX_TIME_RATIO);
}

async function measureResume(): Promise<void> {
  const results: Measured[] = [];
  for (const lines of [JOURNAL_LINES / 10, JOURNAL_LINES]) {
    let round = 0;
    const make = (): string[] => {
      const path = join(folder, `old-${lines}-${round++}.jsonl`);
      writeJournal(path, lines / 2);
      return [`${lines / 2 + 1_000}`, path];
    };
    const name = `a journal of ${lines.toLocaleString("en")} lines, and 1,000 updates more`;
    results.push(await measure(name, make, REFUSED + 1_000));
  }
  const [small, large] = results as [Measured, Measured];
  hold("peak memory until the journal is open, in MB,", large.openMb, MAX_RESUME_MB);
  hold(
    "peak memory of the resumed run above that of Node, in MB,",
    large.peakMb - large.startMb,
    MAX_RESUME_MB,
  );
  hold("ratio of time to open", large.openMs / small.openMs, MAX_TIME_RATIO);
  hold("ratio of time to resume", large.totalMs / small.totalMs, MAX_TIME_RATIO);
}

let worker = "";
try {
  worker = await bundleProgram(new URL("scale/worker.ts", import.meta.url), folder);
  await measureGrowth("", false);
  await measureGrowth(", with a journal", true);
  await measureResume();
} finally {
  await rm(folder, { recursive: true, force: true });
}
const head = ["medians", "MB at start", "MB until open", "MB at most", "s to open", "s in all"];
console.log(`Node ${process.versions.node}, ${ROUNDS} rounds\n`);
console.log(`| ${head.join(" | ")} |\n| ---${" | ---:".repeat(head.length - 1)} |`);
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
