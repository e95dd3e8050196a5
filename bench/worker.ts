// Runs rounds of calls as its parent asks, each for one contestant, and answers with what the round took.
// All contestants share the process, so that all stand on the same compiled fetch and the same heap.
import { type Contestant, contestants, type Name } from "./contestants.ts";
import { repeat } from "./repeat.ts";

export interface Order {
  readonly name: Name;
  readonly calls: number;
  readonly concurrency: number;
}

export interface Round {
  readonly ms: number;
  /** Time that the processor spent on this process, which a busy machine changes less. */
  readonly cpuMs: number;
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
  const cpu = process.cpuUsage();
  const started = performance.now();
  await repeat(call, count, concurrency);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ ms, cpuMs: (user + system) / 1e3 } satisfies Round);
});
process.send?.("ready");
