// Lets the truth machine drive the installed tarball on every runtime, and fails on any claim that is not true.
// `test-truth.ts Bun Deno` takes these only; `--seed=7 --calls=400` replays what a failure names.
import { parseArgs } from "node:util";
import { compileSuite } from "../test/runtimes/compile-suite.ts";
import type { TruthJob } from "../test/runtimes/observe.ts";
import { missing, type Runtime, runtimes } from "../test/runtimes/runtimes.ts";
import { type Drive, USUAL } from "../test/truth/drive.ts";
import { generateCalls } from "../test/truth/generate.ts";
import { type Judged, judge } from "../test/truth/judge.ts";
import type { Family } from "../test/truth/kinds.ts";
import { describeViolation, leftOut, Report } from "../test/truth/report.ts";
import { type Call, type Entry, GENEROUS } from "../test/truth/script.ts";
import { shrink } from "../test/truth/shrink.ts";
import { makeWorldCertificates, startWorld } from "../test/truth/world.ts";
import { installPacked } from "./package/install-packed.ts";
import { installFolder } from "./processes/run.ts";

const NAMES = ["Node 20", "Node 24", "Bun", "Deno", "workerd", "Chromium"];
const CALLS = { chromium: 2_000, others: 20_000 };
const BATCH = 1_000;
const CHROMIUM_LANES = 6;
const SHRINKS_WITHIN_MS = 120_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: `${Date.now() % 1_000_000}` }, calls: { type: "string" } },
});
const wanted = positionals.length > 0 ? positionals : NAMES;
const chosen = runtimes.filter(({ name }) => wanted.includes(name));
if (chosen.length === 0) throw new Error(`Known are ${runtimes.map(({ name }) => name).join(", ")}.`);
const seed = Number(values.seed);

/** Where a runtime can send something: a browser trusts any certificate or none, and not all know a proxy. */
function isReachable({ name, family }: Runtime, entry: Entry): boolean {
  if (family === "chromium") return !/^tls|^tunnel|^unresolvable/.test(entry);
  return !entry.startsWith("tunnel") || (family !== "workerd" && name !== "Node 20");
}

/** Node 20 claims no less than the others; what it cannot reach is left out. */
function familyOf({ family }: Runtime): Family {
  return family === "node 20" ? "node" : family;
}

await installFolder("test/runtimes");
const consumer = await installPacked();
try {
  await compileSuite(consumer.folder);
  const certificates = await makeWorldCertificates();
  Object.assign(process.env, { NODE_USE_ENV_PROXY: "1", NO_PROXY: "127.0.0.1,atomscale.invalid" });

  /** Runs calls in a runtime, in a world of their own. */
  const runIn =
    (runtime: Runtime) =>
    async (calls: readonly Call[]): Promise<Judged[]> => {
      const world = await startWorld(certificates);
      try {
        world.expect(calls);
        const options = runtime.family === "chromium" ? { ...USUAL, lanes: CHROMIUM_LANES } : USUAL;
        const job: TruthJob = { origins: world.origins, calls, options };
        // Processes that are started below inherit it.
        process.env.HTTPS_PROXY = world.tunnels;
        const project = { folder: consumer.folder, authority: world.authority, proxy: world.tunnels };
        // What takes a job there passes it on as it is.
        const driven = (await runtime.run(runtime.program, project, job as never, "trusting")) as unknown[];
        return judge(calls, driven[0] as Drive, await world.settle(), familyOf(runtime));
      } finally {
        await world.close();
      }
    };

  const lines: string[] = [];
  for (const runtime of chosen) {
    const absent = missing(runtime);
    if (absent) throw new Error(absent);
    const started = Date.now();
    const count = Number(values.calls ?? CALLS[runtime.family === "chromium" ? "chromium" : "others"]);
    const calls = generateCalls(seed, count, (entry) => isReachable(runtime, entry));
    const report = new Report();
    const run = runIn(runtime);
    for (let at = 0; at < count; at += BATCH) {
      const batch = calls.slice(at, at + BATCH);
      const judged = await run(batch);
      const isFirst = report.violations.length === 0;
      report.add(judged);
      const [violation] = report.violations;
      if (!isFirst || !violation) continue;
      const script = await shrink(run, batch, violation, SHRINKS_WITHIN_MS);
      console.error(`\n${runtime.name}, seed ${seed}: ${describeViolation(violation, script)}`);
    }
    const others = new Set(report.violations.map(({ what }) => what));
    if (others.size > 0)
      console.error(`${runtime.name}: ${report.violations.length} violations: ${[...others].join("; ")}`);
    for (const call of report.waited)
      console.error(`${runtime.name}: waited ${GENEROUS.timeoutMs} ms for an end: ${JSON.stringify(call)}`);
    if (report.violations.length > 0 || report.certainButUnknown > 0 || report.calls !== count)
      process.exitCode = 1;
    console.log(`\n## ${runtime.name}\n\n${report.table()}`);
    const seconds = Math.round((Date.now() - started) / 1000);
    lines.push(
      `| ${[runtime.name, report.calls, report.violations.length, report.certain, report.certainButUnknown, `${seconds} s`].join(" | ")} |`,
    );
  }
  console.log(`\n## Seed ${seed}\n`);
  console.log("| runtime | calls | violations | certain | of these unknown | time |");
  console.log(`|${" --- |".repeat(6)}\n${lines.join("\n")}`);
  console.log("\n## Not generated\n");
  for (const [fault, reason] of leftOut) console.log(`- ${fault}: ${reason}`);
} finally {
  await consumer.remove();
}
// Node 20 may spin for ever when it ends by itself over connections that were broken in a TLS handshake.
process.exit();
