// Runs batches of updates as its parent asks, each in the way of one contestant, and answers with what the batch took.
import { batchRun } from "./batch-contestants.ts";
import { measure } from "./measure.ts";
import type { Order } from "./worker.ts";

const [baseUrl] = process.argv.slice(2) as [string];
const run = batchRun(baseUrl);

process.on("message", async ({ name, calls, concurrency }: Order) => {
  process.send?.(await measure(() => run(name, calls, concurrency)));
});
process.send?.("ready");
