// Measures what a call costs beside the network: one process for each contestant, fetch replaced by a ready reply.
import record from "../openapi/examples/updateSampleAnnotation/documented.200.json" with { type: "json" };
import { contestants, type Name } from "./contestants.ts";
import { median } from "./statistics.ts";

const CALLS = 1_000;
const ROUNDS = 40;

const reply = JSON.stringify(record);
const headers = { "content-type": "application/json", "content-length": String(reply.length) };
const stub = async (): Promise<Response> => new Response(reply, { headers });

const [name] = process.argv.slice(2) as [Name];
const call = await contestants[name]("http://127.0.0.1:1", stub as typeof fetch);
const costs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const cpu = process.cpuUsage();
  for (let count = 0; count < CALLS; count++) await call();
  const { user, system } = process.cpuUsage(cpu);
  costs.push((user + system) / CALLS);
}
// The first rounds are compiled as they run.
console.log(median(costs.slice(ROUNDS / 4)));
