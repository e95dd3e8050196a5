// Kills a program in the middle of its run, again and again, starts it anew with the same journal, and compares what
// the server holds with what was intended. `test-crash.ts RUNS SEED` repeats a run.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readJournal } from "../src/batch/journal.ts";
import { seededRandom } from "../test/support/random.ts";
import { type Received, type ServerFault, startRecordServer } from "../test/support/record-server.ts";
import { positionIn } from "../test/support/update-of.ts";
import { type Planned, planUpdates } from "./crash/plan.ts";
import { bundleProgram } from "./processes/bundle.ts";

const UPDATES = 500;
const KILLS_PER_RUN = 11;
const FAULTS: readonly ServerFault[] = ["429", "503", "lost", "applied-then-lost", "slow"];
const FAULT_RATE = 0.04;

const [runs = 30, seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), "atomscale-crash-"));

interface Tally {
  kills: number;
  requests: number;
  inDoubt: number;
  repeated: number;
  /** Number of requests that would bring back an older value of a record. */
  older: number;
  /** Number of updates that were not sent again, because a later one of their record was applied. */
  overtaken: number;
  wrong: string[];
}

/** Starts the worker, and kills it at a random moment unless it is to end by itself. Resolves to what it printed. */
async function live(command: string[], onStart: (child: ChildProcess) => void): Promise<string> {
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  const closed = once(child, "close");
  onStart(child);
  await closed;
  if (child.exitCode !== 0 && child.signalCode !== "SIGKILL") throw new Error("The worker failed by itself.");
  return printed;
}

/** Reads which positions a journal holds as applied, with their records, and how many it holds as anything else. */
async function readApplied(path: string, planned: readonly Planned[]) {
  const applied = new Map<number, string>();
  let inDoubt = 0;
  for await (const { index, outcome } of readJournal(path)) {
    if (outcome === "applied") applied.set(index, planned[index]?.record ?? "");
    else inDoubt += 1;
  }
  return { applied, inDoubt };
}

/** Lists what the server holds otherwise than it was intended. */
function compare(
  planned: readonly Planned[],
  records: ReadonlyMap<string, Record<string, unknown>>,
): string[] {
  const intended = new Map(planned.map(({ record }, index) => [record, index]));
  const wrong: string[] = [];
  for (const [record, index] of intended) {
    const held = records.get(record);
    if (!held || positionIn(held) !== index)
      wrong.push(`${record} holds ${held && positionIn(held)}, not ${index}`);
  }
  return wrong;
}

/** Counts what the worker of one life should not have sent after what the journal held as applied. */
function countFaults(
  received: readonly Received[],
  applied: ReadonlyMap<number, string>,
  tally: Tally,
): void {
  const newest = new Map<string, number>();
  const raise = (record: string, position: number): void =>
    void newest.set(record, Math.max(position, newest.get(record) ?? -1));
  for (const [position, record] of applied) raise(record, position);
  for (const { name, body, isApplied } of received) {
    const position = positionIn(body);
    if (applied.has(position)) tally.repeated += 1;
    if (position < (newest.get(name) ?? -1)) tally.older += 1;
    if (isApplied) raise(name, position);
  }
}

/** Counts the updates that were not applied although a later one of their record was. */
function countOvertaken(planned: readonly Planned[], applied: ReadonlyMap<number, string>): number {
  const newest = new Map([...applied].sort(([a], [b]) => a - b).map(([index, record]) => [record, index]));
  return planned.filter(({ record }, index) => !applied.has(index) && index < (newest.get(record) ?? -1))
    .length;
}

async function crashRun(worker: string, number: number, tally: Tally): Promise<void> {
  const random = seededRandom(seed + number);
  // Without retries, updates stay in doubt while later ones of their record are applied.
  const isRetrying = number % 2 === 0;
  const planned = planUpdates(UPDATES, random, !isRetrying);
  const updates = join(folder, `updates-${number}.json`);
  const journal = join(folder, `journal-${number}.jsonl`);
  await writeFile(updates, JSON.stringify(planned.map(({ update }) => update)));
  const server = await startRecordServer({
    fault: () => (random() < FAULT_RATE ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined),
    delayMs: () => random() * 8,
  });
  const command = [worker, server.url, updates, journal, isRetrying ? "5" : "0"];
  let applied: ReadonlyMap<number, string> = new Map();
  let overtaken = 0;
  let seen = 0;
  try {
    for (let life = 0; ; life++) {
      const isKilled = life < KILLS_PER_RUN;
      const printed = await live(command, (child) => {
        if (!isKilled) return;
        const kill = (afterMs: number): void => void wait(afterMs).then(() => child.kill("SIGKILL"));
        // Some die while they open the journal, the others between two requests or in one.
        let requests = Math.floor(random() * 45) + 1;
        if (random() < 0.15) kill(30 + random() * 150);
        server.onRequest = () => {
          requests -= 1;
          if (requests === 0) kill(random() * 10);
        };
      });
      server.onRequest = undefined;
      countFaults(server.received.slice(seen), applied, tally);
      seen = server.received.length;
      const recorded = await readApplied(journal, planned).catch(() => ({ applied: new Map(), inDoubt: 0 }));
      applied = recorded.applied;
      overtaken = countOvertaken(planned, applied);
      if (isKilled && printed === "") {
        tally.kills += 1;
        tally.inDoubt += recorded.inDoubt;
      } else if (applied.size + overtaken === UPDATES || life > KILLS_PER_RUN + 5) break;
    }
  } finally {
    await server.close();
  }
  tally.requests += seen;
  tally.overtaken += overtaken;
  tally.wrong.push(...compare(planned, server.records).map((fault) => `run ${number}: ${fault}`));
  const lost = UPDATES - applied.size - overtaken;
  if (lost > 0) tally.wrong.push(`run ${number}: ${lost} updates are not recorded as applied`);
}

const tally: Tally = { kills: 0, requests: 0, inDoubt: 0, repeated: 0, older: 0, overtaken: 0, wrong: [] };
const started = performance.now();
try {
  // A process that compiles at each of its starts would hardly get to its work.
  const worker = await bundleProgram(new URL("crash/worker.ts", import.meta.url), folder);
  for (let number = 0; number < runs; number++) {
    await crashRun(worker, number, tally);
    if (process.stdout.isTTY) process.stdout.write(`\r${number + 1}/${runs} runs, ${tally.kills} kills`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const rows: [string, number | string][] = [
  ["seed", seed],
  ["runs", runs],
  ["updates", runs * UPDATES],
  ["kills", tally.kills],
  ["requests that the server received", tally.requests],
  ["updates in doubt after a kill", tally.inDoubt],
  ["updates sent again though recorded as applied", tally.repeated],
  ["requests that would bring back an older value", tally.older],
  ["updates not sent again because a later one was applied", tally.overtaken],
  ["records that hold another value, and updates lost", tally.wrong.length],
  ["seconds", Math.round((performance.now() - started) / 1_000)],
];
console.log(`\n| | |\n| --- | ---: |\n${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}`);
for (const fault of tally.wrong.slice(0, 20)) console.error(fault);
if (tally.wrong.length > 0 || tally.repeated > 0 || tally.older > 0 || tally.kills < runs * 10)
  process.exitCode = 1;
