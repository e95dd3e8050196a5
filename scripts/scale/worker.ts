// Sends a number of updates, with a journal where one is named, and prints what time and memory that took.
import { readFileSync } from "node:fs";
import { drain, updateAll } from "../../src/batch/index.ts";
import { openJournal } from "../../src/batch/journal.ts";
import { createClient } from "../../src/index.ts";
import { listUpdates } from "./plan.ts";

export interface Measured {
  /** Resident memory before anything was done, in megabytes. */
  readonly startMb: number;
  /** Highest resident memory until the journal was open, in megabytes. */
  readonly openMb: number;
  /** Highest resident memory of the process, in megabytes. */
  readonly peakMb: number;
  readonly openMs: number;
  readonly totalMs: number;
  readonly applied: number;
  /** Number of requests. */
  readonly sent: number;
}

/** Reads from Linux what the process has at most had since its start. */
function readPeakMb(): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1_024;
}

const [count, path] = process.argv.slice(2);
const startMb = process.memoryUsage.rss() / 2 ** 20;
let sent = 0;
// Answers later, as a service does, so that the requests of a run are under way together.
const answer: typeof fetch = async (url) => {
  sent += 1;
  await new Promise(setImmediate);
  return Response.json({ data_id: new URL(`${url}`).pathname.split("/")[2] });
};
const atomscale = createClient({ apiKey: "key-of-the-scale-suite", fetch: answer });
const started = performance.now();
const journal = path === undefined ? undefined : await openJournal(path);
const openMs = performance.now() - started;
const openMb = readPeakMb();
const { applied } = await drain(
  updateAll(atomscale, listUpdates(Number(count)), { journal, concurrency: 16 }),
);
await journal?.close();
const totalMs = performance.now() - started;
const measured: Measured = { startMb, openMb, peakMb: readPeakMb(), openMs, totalMs, applied, sent };
console.log(JSON.stringify(measured));
