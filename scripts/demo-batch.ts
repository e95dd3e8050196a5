// Sends a wafer map of 200 annotations to a faulty server, kills the program in its middle, starts it again, and
// compares what the server holds with what was intended. `--svg FILE` draws what happened.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../test/support/random.ts";
import { type ServerFault, startRecordServer } from "../test/support/record-server.ts";
import { drawTimeline, type Timeline } from "./demo-batch/draw-timeline.ts";
import type { Report } from "./demo-batch/send-wafer.ts";
import { showProgress } from "./demo-batch/show-progress.ts";
import { compareWafer, planWafer } from "./demo-batch/wafer.ts";

const KILL_AT_REQUEST = 125;
const RATE_LIMIT_AT_REQUEST = 60;
const RETRY_AFTER_S = 2;

const { values } = parseArgs({ options: { svg: { type: "string" } } });
const random = seededRandom(14);
const folder = mkdtempSync(join(tmpdir(), "atomscale-demo-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

let isLimitedUntil = 0;
function chooseFault(): ServerFault | undefined {
  const now = performance.now();
  if (server.received.length === RATE_LIMIT_AT_REQUEST) isLimitedUntil = now + RETRY_AFTER_S * 1_000;
  if (now < isLimitedUntil) return "429";
  const chance = random();
  if (chance < 0.03) return "503";
  if (chance < 0.05) return "lost";
  return chance < 0.07 ? "applied-then-lost" : undefined;
}

const server = await startRecordServer({
  fault: chooseFault,
  delayMs: () => 60 + random() * 140,
  retryAfter: RETRY_AFTER_S,
});
const pauses: Timeline["pauses"][number][] = [];
const runs: { startedAt: number; endedAt: number }[] = [];

/** Runs the program to its end or to its death; resolves to what it told last. */
async function run(onStart: (child: ChildProcess) => void): Promise<Report> {
  const program = fileURLToPath(new URL("demo-batch/send-wafer.ts", import.meta.url));
  const child = fork(program, [server.url, join(folder, "wafer.jsonl")], {
    execArgv: ["--import", import.meta.resolve("tsx")],
    serialization: "advanced",
  });
  const screen = showProgress(process.stdout);
  const startedAt = performance.now();
  let last: Report = {};
  child.on("message", (report: Report) => {
    last = { ...last, ...report };
    if (!report.progress) return;
    screen.show(report.progress);
    const { pausedUntil } = report.progress;
    if (pausedUntil) notePause(performance.now() + pausedUntil.getTime() - Date.now());
  });
  onStart(child);
  await once(child, "exit");
  runs.push({ startedAt, endedAt: performance.now() });
  screen.end();
  if (child.exitCode !== 0 && child.signalCode !== "SIGKILL") throw new Error("The program failed.");
  return last;
}

/** A pause begins with the first 429, and later ones may lengthen it. */
function notePause(until: number): void {
  const last = pauses.at(-1);
  const from = server.received.find(
    ({ fault, endedAt = 0 }) => fault === "429" && endedAt > (last?.until ?? 0),
  );
  if (from?.endedAt) pauses.push({ from: from.endedAt, until });
  else if (last) last.until = Math.max(last.until, until);
}

try {
  const intended = planWafer();
  console.log(`A wafer map of ${intended.length} thicknesses goes to a server at ${server.url},`);
  console.log("which answers slowly, loses connections, and once asks everybody to wait.\n");

  console.log("The program starts.");
  const first = await run((child) => {
    server.onRequest = () => {
      // In the middle of the requests that are under way then.
      if (server.received.length === KILL_AT_REQUEST) setTimeout(() => child.kill("SIGKILL"), 60);
    };
  });
  server.onRequest = undefined;
  console.log(`Killed with SIGKILL, with ${first.progress?.active} requests under way.\n`);

  console.log("The same command again.");
  const second = await run(() => {});
  console.log(`The journal held ${second.resumed} updates as applied, which were not sent again.\n`);

  const differences = compareWafer(intended, server.records);
  for (const difference of differences) console.error(difference);
  const points = `${intended.length} points`;
  if (differences.length > 0) process.exitCode = 1;
  console.log(
    differences.length > 0
      ? `Of the ${points}, some hold another value than intended.`
      : `All ${points} hold the intended values, after ${server.received.length} requests.`,
  );
  if (values.svg !== undefined) {
    writeFileSync(values.svg, drawTimeline({ requests: server.received, pauses, runs }));
    console.log(`The timeline is in ${values.svg}.`);
  }
} finally {
  await server.close();
}
