// The table of many updates.
import { pathToFileURL } from "node:url";
import type { BatchName } from "./batch-contestants.ts";
import { compile } from "./peers.ts";
import { show, table } from "./print.ts";
import { measureThroughput } from "./throughput.ts";

const CONCURRENCY = 16;
// As many as there is time for: how fast V8 makes a run of updates differs more from process to process than within one.
const PROCESSES = 12;
const TURNS = 2;
// Each turn is a run of its own with a journal of its own, and long enough for some thousand updates.
const TURN_MS = 1_500;

export async function printBatch(rounds: number): Promise<void> {
  const [server = "", worker = "", contestants = ""] = await compile(
    "server",
    "batch-worker",
    "batch-contestants",
  );
  const { batchNames, byHand } = (await import(pathToFileURL(contestants).href)) as {
    batchNames: BatchName[];
    byHand: BatchName;
  };
  const plan = {
    concurrencies: [CONCURRENCY],
    processes: PROCESSES,
    rounds: Math.ceil(rounds / PROCESSES),
    turns: TURNS,
    turnMs: TURN_MS,
  };
  const measured = await measureThroughput(batchNames, [byHand], { server, worker }, plan);
  console.log(
    `\nMany updates, ${CONCURRENCY} at once, ${PROCESSES * plan.rounds} rounds of ${TURNS} turns of ${TURN_MS} ms: medians, quartiles in brackets`,
  );
  table(
    ["", "updates/s", "to a pool by hand", "CPU µs", "CPU, to a pool by hand"],
    (measured.get(CONCURRENCY) ?? []).map(({ name, rate, ratios, cpuUs, cpuRatios }) => [
      name,
      rate.toFixed(0),
      ...ratios.map(show),
      cpuUs.toFixed(0),
      ...cpuRatios.map(show),
    ]),
  );
}
