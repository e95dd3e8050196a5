// Runs the two programs of docs/guide/beyond-one-machine.md: three workers share 2,000 updates over Redis, the server
// fails as servers do, one worker is killed, and in the end each record must hold what was intended.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../test/support/random.ts";
import { type ServerFault, startRecordServer } from "../test/support/record-server.ts";
import { BAD_RECORD, checkRecords, listRows, UPDATES } from "./bullmq/plan.ts";
import { ensureRedis, startRedis } from "./bullmq/redis.ts";
import { writeFiles } from "./guide/read-files.ts";
import { installPacked } from "./package/install-packed.ts";
import { installFolder, root, run } from "./processes/run.ts";

const WORKERS = 3;
const AT_ONCE = 8;
const KILL_AT_REQUEST = 700;
/** Requests at which the server begins to refuse all for a second. */
const LIMIT_AT = [300, 1_200];
const LONGEST_RUN_MS = 120_000;

const [seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const failures: string[] = [];

function hold(isRight: boolean, fault: string): void {
  if (!isRight) failures.push(fault);
}

let limitedUntil = 0;
function chooseFault(): ServerFault | undefined {
  if (LIMIT_AT.includes(server.received.length)) limitedUntil = performance.now() + 1_000;
  if (performance.now() < limitedUntil) return "429";
  const chance = random();
  if (chance < 0.01) return "503";
  if (chance < 0.02) return "lost";
  return chance < 0.03 ? "applied-then-lost" : undefined;
}

ensureRedis();
const tools = join(await installFolder("test/bullmq"), "node_modules");
const { folder, remove } = await installPacked();
for (const name of ["bullmq", "ioredis"])
  await symlink(join(tools, name), join(folder, "node_modules", name));
await writeFiles("docs/guide/beyond-one-machine.md", folder);
const rows = listRows();
await writeFile(join(folder, "updates.json"), JSON.stringify(rows));
await mkdir(join(folder, "redis"));
const redis = await startRedis(join(folder, "redis"));
const server = await startRecordServer({ fault: chooseFault, delayMs: () => random() * 10, retryAfter: 1 });
const env = {
  ...process.env,
  ATOMSCALE_API_ENDPOINT: server.url,
  ATOMSCALE_API_KEY: "key-of-the-queue",
  REDIS_PORT: `${redis.port}`,
};

/** Starts one of the programs. */
function start(name: string): ChildProcess {
  const args = ["--import", import.meta.resolve("tsx"), join(folder, name)];
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "inherit", "ignore"] });
}

const { Queue } = createRequire(join(tools, "index.js"))("bullmq");
const queue = new Queue("annotations", { connection: { host: "127.0.0.1", port: redis.port } });
const workers: ChildProcess[] = [];
const started = performance.now();
try {
  await compile();
  for (let number = 0; number < WORKERS; number++) workers.push(start("worker.ts"));
  server.onRequest = () => {
    if (server.received.length === KILL_AT_REQUEST) workers[0]?.kill("SIGKILL");
  };
  for (let times = 0; times < 2; times++) {
    const [code] = await once(start("producer.ts"), "exit");
    hold(code === 0, `the producer ended with ${code}`);
  }
  const counts = await untilDone();
  report(counts);
  const [failed] = await queue.getFailed();
  hold(counts.failed === 1 && failed?.id?.endsWith(BAD_RECORD), `${counts.failed} jobs failed`);
  hold(failed?.attemptsMade === 1, `the refused update was tried ${failed?.attemptsMade} times`);
} finally {
  await queue.close();
  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(
    workers
      .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
      .map((worker) => once(worker, "exit")),
  );
  await redis.stop();
  await server.close();
  await remove();
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

/** Compiles the two programs as a strict project would. */
async function compile(): Promise<void> {
  const compilerOptions = {
    target: "ES2022",
    module: "NodeNext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["producer.ts", "worker.ts"] }),
  );
  await run(folder, process.execPath, join(root, "node_modules/typescript/bin/tsc"), "--project", folder);
}

/** Waits until no job is left to do. */
async function untilDone(): Promise<Record<string, number>> {
  for (;;) {
    const counts: Record<string, number> = await queue.getJobCounts();
    const { waiting = 0, active = 0, delayed = 0, completed = 0, failed = 0 } = counts;
    if (waiting + active + delayed === 0 && completed + failed > 0) return counts;
    if (performance.now() - started > LONGEST_RUN_MS) throw new Error(`Not done: ${JSON.stringify(counts)}`);
    await wait(200);
  }
}

function report({ completed, failed }: Record<string, number>): void {
  const { received } = server;
  const limited = received.filter(({ fault }) => fault === "429").length;
  const wrong = checkRecords(rows, server);
  const table: [string, unknown][] = [
    ["seed", seed],
    ["updates", UPDATES],
    ["jobs completed, failed", `${completed}, ${failed}`],
    ["requests that the server received", received.length],
    ["of these refused by the rate limit", limited],
    ["records that hold another value, or were changed out of order", wrong.length],
    ["seconds", Math.round((performance.now() - started) / 1_000)],
  ];
  console.log(`| | |\n| --- | ---: |\n${table.map((row) => `| ${row.join(" | ")} |`).join("\n")}`);
  failures.push(...wrong.slice(0, 20));
  hold(workers[0]?.signalCode === "SIGKILL", "no worker was killed");
  // Each place of each worker can meet a limit once, and once more with a job that it had taken already.
  const most = 2 * WORKERS * AT_ONCE * LIMIT_AT.length;
  hold(limited > 0 && limited <= most, `${limited} requests met a rate limit, at most ${most} may`);
}
