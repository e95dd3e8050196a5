// Sends updates in the way of one contestant as its parent asks, and answers with what they took.
import { type BatchName, batchRun } from "./batch-contestants.ts";
import { measure } from "./measure.ts";
import type { Order } from "./worker.ts";

const [baseUrl, name] = process.argv.slice(2) as [string, BatchName];
const run = batchRun(baseUrl, name);

process.on("message", async ({ calls, concurrency }: Order) => {
  process.send?.(await measure(() => run(calls, concurrency)));
});
process.send?.("ready");
