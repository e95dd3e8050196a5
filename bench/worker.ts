// Makes calls of one contestant as its parent asks, and answers with what they took.
import { type Contestant, contestants, type Name } from "./contestants.ts";
import { measure } from "./measure.ts";
import { repeat } from "./repeat.ts";

export interface Order {
  readonly calls: number;
  readonly concurrency: number;
}

const [baseUrl, name] = process.argv.slice(2) as [string, Name];
const contestant: Contestant = contestants[name];
const call = await contestant(baseUrl);
const record = (await call()) as { property_value?: unknown };
if (record?.property_value !== 26) throw new Error(`${name} returned ${JSON.stringify(record)}`);

process.on("message", async ({ calls, concurrency }: Order) => {
  process.send?.(await measure(() => repeat(call, calls, concurrency)));
});
process.send?.("ready");
