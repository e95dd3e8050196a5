// Installs the packed package in strangers' projects, runs each against a service on loopback, and compares what it prints.
// `test-consumers.ts NestJS Koa` takes these only.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { consumers } from "../test/consumers/consumers.ts";
import type { Consumer } from "../test/consumers/row.ts";
import { installConsumer } from "./consumers/install.ts";
import { startService } from "./consumers/serve.ts";
import { startProxiedService } from "./guide/loopback-proxy.ts";
import { installPacked } from "./package/install-packed.ts";
import { installFolder } from "./processes/run.ts";

const KEY = "key-of-a-stranger";
const AT_ONCE = 2;

const wanted = process.argv.slice(2);
const chosen = consumers.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0) throw new Error(`Known are ${consumers.map(({ name }) => name).join(", ")}.`);

// Nothing of this machine may stand in for what a project brings.
const { ATOMSCALE_API_KEY: _key, AS_API_KEY: _other, NODE_OPTIONS: _options, ...clean } = process.env;

/** Runs a project and returns what is wrong with it. */
async function judge(consumer: Consumer, folder: string): Promise<string[]> {
  const [service, proxy] = await Promise.all([startService(), startProxiedService(undefined)]);
  try {
    const addresses = { service: service.url, proxy: proxy.proxyUrl, key: KEY };
    const env = {
      ...clean,
      NO_COLOR: "1",
      ATOMSCALE_API_KEY: KEY,
      ATOMSCALE_API_ENDPOINT: service.url,
      ...consumer.environment?.(addresses),
    };
    let printed = "";
    for (const [program, ...args] of consumer.commands) {
      const options = { cwd: folder, env, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await promisify(execFile)(program, args, options).catch((error) => {
        throw new Error(`${program} ${args.join(" ")} failed:\n${error.stdout}${error.stderr}`);
      });
      printed = stdout;
    }
    const readFile = (path: string): string => readFileSync(join(folder, path), "utf8");
    const read = consumer.read ?? ((text: string) => JSON.parse(text.trim().split("\n").at(-1) ?? ""));
    const found = {
      result: read(printed, readFile),
      requests: service.received.filter(({ key, body }) => key === KEY && Object(body) === body).length,
      strangers: service.received.filter(({ key }) => key !== KEY).length,
      isProxied: proxy.tunnels() > 0 && proxy.tunnels() === service.connections(),
    };
    const { expected: result, requests, isProxied = false } = consumer;
    const must = { result, requests, strangers: 0, isProxied };
    return isDeepStrictEqual(found, must)
      ? []
      : [`found ${JSON.stringify(found)}\n  not   ${JSON.stringify(must)}`];
  } finally {
    service.close();
    proxy.close();
  }
}

const rows = new Map<Consumer, { readonly seconds: number; readonly faults: readonly string[] }>();
await installFolder("test/consumers/tools");
const packed = await installPacked();
const parent = await mkdtemp(join(tmpdir(), "atomscale-consumers-"));
try {
  const queue = [...chosen];
  const work = async (): Promise<void> => {
    for (let consumer = queue.shift(); consumer; consumer = queue.shift()) {
      const startedAt = performance.now();
      const folder = join(parent, `${consumers.indexOf(consumer)}`);
      const faults = await installConsumer(consumer, folder, packed.tarball)
        .then(() => judge(consumer as Consumer, folder))
        .catch((error: Error) => [error.message]);
      await rm(folder, { recursive: true, force: true });
      rows.set(consumer, { seconds: (performance.now() - startedAt) / 1_000, faults });
      console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${consumer.name}`);
      for (const fault of faults) console.log(`  ${fault.slice(-4_000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  await rm(parent, { recursive: true, force: true });
  await packed.remove();
}

console.log("\n| project | seconds | compared | |\n| --- | --- | --- | --- |");
let failed = 0;
for (const consumer of chosen) {
  const { seconds, faults } = rows.get(consumer) ?? { seconds: 0, faults: ["did not run"] };
  if (faults.length > 0) failed += 1;
  const verdict = faults.length === 0 ? "ok" : "FAIL";
  console.log(`| ${consumer.name} | ${seconds.toFixed(1)} | ${consumer.asserts} | ${verdict} |`);
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
