// Makes 200,000 calls with faults, and fails where heap, sockets, timers or listeners of this process grow.
// `--calls=20000` makes fewer.
import { getEventListeners } from "node:events";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Clients, clients } from "../test/truth/clients.ts";
import { type DriveOptions, drive, USUAL } from "../test/truth/drive.ts";
import { generateCalls } from "../test/truth/generate.ts";
import { judge } from "../test/truth/judge.ts";
import { startRemoteWorld } from "../test/truth/remote-world.ts";
import type { Call, Entry } from "../test/truth/script.ts";

const BATCH = 2_000;
const AT_ONCE = 5_000;
const MAX_GROWTH_MB = 2;
const SEED = 1;

const { values } = parseArgs({ options: { calls: { type: "string", default: "200000" } } });
const count = Number(values.calls);

interface Sample {
  readonly calls: number;
  readonly heapMb: number;
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
// As long as the program, and shared by most calls.
const { signal } = new AbortController();

/** Clients whose calls all share one signal where they have none of their own. */
const signalled: Clients = {
  ...clients,
  createClient: (options) => {
    const methods = Object.entries(clients.createClient(options)).map(([name, method]) => [
      name,
      (...given: object[]) =>
        method(...([...given.slice(0, -1), { signal, ...given.at(-1) }] as Parameters<typeof method>)),
    ]);
    return Object.fromEntries(methods);
  },
};

// Of these, this process needs no more than it has: neither trust in an authority nor a proxy.
const reachable = (entry: Entry): boolean => !/^tls$|^tls-[eotu]|^tunnel|^unresolvable/.test(entry);

/**
 * Leaves out what makes the fetch of Node 20 keep connections whose bodies nobody reads: a 407, and 20 redirects that it
 * is told to follow. It hands over no response then, so that no client can let go of it.
 */
function withoutLeaks(call: Call): Call {
  const steps = call.steps.map((step) =>
    step.reply?.status === 407 ? { ...step, reply: { ...step.reply, status: 406 } } : step,
  );
  return call.fetches?.includes("follows-redirects")
    ? { ...call, steps, fetches: ["passes"] }
    : { ...call, steps };
}

const world = await startRemoteWorld();
let violations = 0;

async function makeCalls(seed: number, number: number, options: DriveOptions): Promise<void> {
  const calls = generateCalls(seed, number, reachable).map(withoutLeaks);
  await world.expect(calls);
  const driven = await drive(signalled, world.origins, calls, options);
  for (const judged of judge(calls, driven, await world.settle(), "node")) {
    for (const { what, details } of judged.violations) {
      violations++;
      console.error(`seed ${seed}: ${what} ${details} ${JSON.stringify(judged.call)}`);
    }
  }
}

function takeSample(calls: number): Sample {
  collectGarbage();
  const resources = process.getActiveResourcesInfo();
  const countOf = (name: string): number => resources.filter((each) => each === name).length;
  return {
    calls,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    sockets: countOf("TCPSocketWrap"),
    timers: countOf("Timeout"),
    listeners: getEventListeners(signal, "abort").length,
  };
}

const samples: Sample[] = [];
try {
  for (let made = 0; made < count; made += BATCH) {
    await makeCalls(SEED + made, BATCH, USUAL);
    samples.push(takeSample(made + BATCH));
  }
  const begun = performance.now();
  await makeCalls(SEED - 1, AT_ONCE, { lanes: AT_ONCE, patienceMs: 300_000 });
  samples.push(takeSample(count + AT_ONCE));
  console.log("| calls | heap | sockets | timers | listeners |\n| --- | --- | --- | --- | --- |");
  for (const { calls, heapMb, ...counts } of samples.filter(
    (_, index) => index % 10 === 9 || index >= samples.length - 1,
  )) {
    console.log(`| ${[calls, `${heapMb.toFixed(1)} MB`, ...Object.values(counts)].join(" | ")} |`);
  }
  console.log(
    `\n${AT_ONCE} at once took ${Math.round(performance.now() - begun)} ms; ${violations} violations`,
  );
} finally {
  world.close();
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const third = Math.ceil(samples.length / 3);
const growthMb =
  median(samples.slice(-third).map(({ heapMb }) => heapMb)) -
  median(samples.slice(third, 2 * third).map(({ heapMb }) => heapMb));
console.log(`The heap of the last third is ${growthMb.toFixed(2)} MB above that of the second.`);
const left = samples.filter(({ sockets, timers, listeners }) => sockets + timers + listeners > 2);
if (violations > 0 || growthMb > MAX_GROWTH_MB || left.length > 0) {
  for (const sample of left) console.error(JSON.stringify(sample));
  process.exitCode = 1;
}
// Node 20 may spin for ever when it ends by itself over connections that were broken in a TLS handshake.
process.exit();
