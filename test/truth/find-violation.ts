// Runs calls of a seed on the client at a path until one claims something untrue, and prints what was found as JSON.
import { pathToFileURL } from "node:url";
import type { Clients } from "./clients.ts";
import { generateCalls } from "./generate.ts";
import { startMachine } from "./machine.ts";

const BATCH = 250;

const [path = "", seed, most] = process.argv.slice(2);
const clients: Clients = await import(pathToFileURL(path).href);
const calls = generateCalls(Number(seed), Number(most));
const machine = await startMachine(clients);
let found: object | undefined;
for (let at = 0; at < calls.length && !found; at += BATCH) {
  const judged = await machine.run(calls.slice(at, at + BATCH));
  const index = judged.findIndex(({ violations }) => violations.length > 0);
  const [violation] = judged[index]?.violations ?? [];
  if (violation)
    found = {
      calls: at + index + 1,
      what: violation.what,
      details: violation.details,
      kind: judged[index]?.kind,
      call: judged[index]?.call,
    };
}
console.log(JSON.stringify(found ?? null));
// Work that a fault has left behind must not keep the process.
process.exit();
