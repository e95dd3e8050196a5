// Runs rounds of calls as its parent asks, each for one contestant, and answers with what the round took.
// All contestants share the process, so that all stand on the same compiled fetch and the same heap.
import { type Contestant, contestants } from "./contestants.ts";
import { measure } from "./measure.ts";
import { repeat } from "./repeat.ts";

export interface Order {
  readonly name: string;
  readonly calls: number;
  readonly concurrency: number;
}

const [baseUrl] = process.argv.slice(2) as [string];
const calls = new Map<string, () => Promise<unknown>>();
for (const [name, contestant] of Object.entries<Contestant>(contestants)) {
  const call = await contestant(baseUrl);
  const record = (await call()) as { property_value?: unknown };
  if (record?.property_value !== 26) throw new Error(`${name} returned ${JSON.stringify(record)}`);
  calls.set(name, call);
}

process.on("message", async ({ name, calls: count, concurrency }: Order) => {
  const call = calls.get(name) as () => Promise<unknown>;
  process.send?.(await measure(() => repeat(call, count, concurrency)));
});
process.send?.("ready");
