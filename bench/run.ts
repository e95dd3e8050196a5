// Measures the client beside fetch by hand and its peers, and prints Markdown. `npm run bench` builds and installs first.
// `npm run bench -- batch` measures many updates only; BENCH_ROUNDS sets the number of rounds.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { operations } from "../generated/operations.ts";
import { printBatch } from "./batch.ts";
import type { Name } from "./contestants.ts";
import { measureGrowth } from "./growth.ts";
import { compile, generatePeers } from "./peers.ts";
import { show, table } from "./print.ts";
import { measureImport, measureSize } from "./startup.ts";
import { measureShares, measureThroughput } from "./throughput.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 36);
const TURNS = 10;
const TURN_MS = 40;
const PROCESSES = 6;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ours = here("../dist/index.js");
process.env.ATOMSCALE_CLIENT_BUILT = ours;

const { dependencies } = JSON.parse(await readFile(here("package.json"), "utf8"));
const { devDependencies } = JSON.parse(await readFile(here("../package.json"), "utf8"));
const versions = Object.entries({
  ...dependencies,
  "@redocly/cli": devDependencies["@redocly/cli"],
} as Record<string, string>).map(([name, version]) => `${name} ${version}`);
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version.slice(1)}, ${versions.join(", ")}.`,
);
console.log(`${availableParallelism()} cores of ${cpus()[0]?.model}.`);

if (process.argv[2] === "batch") {
  await printBatch(ROUNDS / 3);
  process.exit();
}

await generatePeers();
const [server = "", worker = "", contestants = "", callCost = "", profile = ""] = await compile(
  "server",
  "worker",
  "contestants",
  "call-cost",
  "profile",
);
const { names, naked, careful } = (await import(pathToFileURL(contestants).href)) as {
  names: Name[];
  naked: Name;
  careful: Name;
};

const concurrencies = [1, 16];
const rounds = Math.ceil(ROUNDS / PROCESSES);
const throughput = await measureThroughput(
  names,
  [naked, careful],
  { server, worker },
  { concurrencies, processes: PROCESSES, rounds, turns: TURNS, turnMs: TURN_MS },
);
for (const [concurrency, results] of throughput) {
  console.log(
    `\n${concurrency} concurrent, ${PROCESSES * rounds} rounds of ${TURNS} turns of ${TURN_MS} ms: medians, quartiles in brackets`,
  );
  table(
    ["", "requests/s", "to naked fetch", "to careful fetch", "CPU µs", "CPU, to naked", "CPU, to careful"],
    results.map(({ name, rate, ratios, cpuUs, cpuRatios }) => [
      name,
      rate.toFixed(0),
      ...ratios.map(show),
      cpuUs.toFixed(0),
      ...cpuRatios.map(show),
    ]),
  );
}

await printBatch(ROUNDS / 3);

const profiles = await measureShares(["`createClient`", careful], concurrencies, { server, profile });
table(
  ["CPU µs of a call on loopback, profiled", ...profiles.keys()],
  [...new Set([...profiles.values()].flatMap(Object.keys))].map((share) => [
    share,
    ...[...profiles.values()].map((shares) => shares[share]?.toFixed(1) ?? ""),
  ]),
);

const costs: (string | number)[][] = [];
for (const name of names) {
  // axios by default goes past fetch, so that there is nothing to stub.
  if (name === "axios") continue;
  const { stdout } = await promisify(execFile)("taskset", ["-c", "1", process.execPath, callCost, name]);
  costs.push([name, Number(stdout).toFixed(1)]);
}
table(["CPU per call with a stubbed fetch", "µs"], costs);

const imports: string[][] = [];
const empty = here("generated/empty.js");
await writeFile(empty, "");
for (const [name, module] of [
  ["an empty file", pathToFileURL(empty).href],
  ["atomscale-client", pathToFileURL(ours).href],
  ...["openapi-fetch", "ky", "axios"].map((peer) => [peer, peer]),
] as [string, string][])
  imports.push([name, (await measureImport(module)).toFixed(1)]);
table(["import", "ms"], imports);

const sizes: string[][] = [];
for (const [name, code] of Object.entries({
  "`createClient`": `export { createClient } from ${JSON.stringify(ours)}`,
  "all of atomscale-client": `export * from ${JSON.stringify(ours)}`,
  "openapi-fetch": `export { default } from "openapi-fetch"`,
  "hey-api": `export { ${Object.keys(operations)} } from "./generated/hey-api/sdk.gen.ts"`,
  "Redocly's generated client": `export { client } from "./generated/redocly.ts"`,
  ky: `export { default } from "ky"`,
  axios: `export { default } from "axios"`,
}))
  sizes.push([name, ((await measureSize(code)) / 1000).toFixed(2)]);
table(["minified and compressed by gzip", "kB"], sizes);

const growth: (string | number)[][] = [];
for (const count of [3, 30, 300, 1000]) {
  const { generateMs, checkMs, declarationKb, callUs, ...made } = await measureGrowth(count);
  growth.push([
    made.operations,
    callUs.toFixed(1),
    generateMs.toFixed(0),
    (checkMs / 1000).toFixed(1),
    declarationKb.toFixed(0),
  ]);
}
table(["operations", "CPU µs per call", "generation ms", "type check s", "declarations kB"], growth);
