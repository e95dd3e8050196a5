// Proves that the installed tarball does the same on every runtime: contract and fault suite against servers beside it.
// `test-runtimes.ts Bun Deno` takes these only.
import { isDeepStrictEqual } from "node:util";
import { type FaultCase, type Network, slugOf } from "../test/faults/case.ts";
import { faultCases } from "../test/faults/cases.ts";
import { AFTER_ABORT_MS, compared, expected, type Observed } from "../test/faults/drive.ts";
import { startFaultServer } from "../test/faults/server.ts";
import { compileSuite } from "../test/runtimes/compile-suite.ts";
import { type Difference, differences } from "../test/runtimes/differences.ts";
import type { Observation } from "../test/runtimes/observe.ts";
import { missing, type Runtime, runtimes } from "../test/runtimes/runtimes.ts";
import { makers, operationIds } from "../test/support/call-operation.ts";
import { updates } from "../test/support/payloads.ts";
import { startMock } from "./mock/start-mock.ts";
import { installPacked } from "./package/install-packed.ts";
import { installFolder } from "./processes/run.ts";

const NETWORKS: readonly Network[] = ["plain", "trusting", "proxied"];

const wanted = process.argv.slice(2);
const chosen = runtimes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0) throw new Error(`Known are ${runtimes.map(({ name }) => name).join(", ")}.`);

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** What a runtime does differently, by the name of the case. */
function differencesOf({ family }: Runtime): Readonly<Record<string, Difference | readonly Difference[]>> {
  return family === "node" ? {} : differences[family];
}

function judgeContract({ name, operationId, observed }: Observation): string[] {
  const update = updates.find((each) => each.name === name && each.operation.operationId === operationId);
  const { reply } = observed as { reply: unknown };
  return isDeepStrictEqual(reply, update?.reply) ? [] : [`the reply is ${JSON.stringify(reply)}`];
}

function judgeFault(observation: Observation, faultCase: FaultCase, origins: Fill): string[] {
  const { operationId, maker } = observation;
  const observed = observation.observed as Observed;
  const { settled, failure, message, afterAbortMs } = observed;
  const faults: string[] = [];
  const got = plain(compared(observed, faultCase)) as Record<string, unknown>;
  const must = plain(expected(faultCase, operationId, maker)) as Record<string, unknown>;
  if ("held" in faultCase.end) must.left = { ...(must.left as object), connections: faultCase.end.held };
  for (const key of Object.keys(must)) {
    if (isDeepStrictEqual(got[key], must[key])) continue;
    const [is, be] = [got[key], must[key]].map((value) => JSON.stringify(value));
    const [other, same] = [got[key], must[key]].map((value) => new Set([value].flat()));
    // A runtime that sends again of its own accord sends the same.
    if (key === "requests" && isDeepStrictEqual(other, same))
      faults.push(
        `${(got[key] as unknown[]).length} requests arrived, not ${(must[key] as unknown[]).length}`,
      );
    else faults.push(`${key} is ${is}, not ${be}`);
  }
  if (afterAbortMs >= AFTER_ABORT_MS) faults.push(`ended ${afterAbortMs} ms after the abort`);
  const { end } = faultCase;
  if (settled !== "AtomscaleError" || "record" in end) return faults;
  const { retryAfterMs } = failure;
  const [least, most] = end.retryAfterMs ?? [];
  if (least !== undefined && !(Number(retryAfterMs) >= least && Number(retryAfterMs) <= (most as number)))
    faults.push(`retryAfterMs is ${retryAfterMs}`);
  for (const part of end.says ?? [])
    if (!message.includes(origins(part))) faults.push(`the message lacks ${origins(part)}: ${message}`);
  for (const part of end.hides ?? [])
    if (message.includes(origins(part))) faults.push(`the message has ${origins(part)}: ${message}`);
  return faults;
}

type Fill = (part: string) => string;

await installFolder("test/runtimes");
const consumer = await installPacked();
const mock = await startMock();
try {
  await compileSuite(consumer.folder);
  const rows: string[] = [];
  for (const runtime of chosen) {
    const absent = missing(runtime);
    if (absent) throw new Error(absent);
    const own = differencesOf(runtime);
    const unknown = Object.keys(own).filter((name) => !faultCases.some((each) => slugOf(each) === name));
    if (unknown.length > 0) throw new Error(`No fault case is called ${unknown.join(", ")}.`);
    const possible = faultCases.filter((each) => typeof own[slugOf(each)] !== "string");
    const started = Date.now();
    // A server for each, so that no request of another runtime is counted.
    const server = await startFaultServer();
    const fill: Fill = (part) => part.replace("{self}", server.origins.http).replace("{other}", server.other);
    const observations: Observation[] = [];
    for (const network of NETWORKS) {
      const cases = possible.filter((each) => (each.network ?? "plain") === network).map(slugOf);
      if (cases.length === 0) continue;
      const { origins, authority, proxy } = server;
      const job = { mock: mock.url, origins, updates: network === "plain" ? updates : [], cases };
      const project = { folder: consumer.folder, authority, proxy };
      observations.push(...(await runtime.run(runtime.program, project, job, network)));
    }
    await server.close();
    const faults = new Map<string, string[]>();
    const tell = (fault: string, call: string): unknown =>
      faults.set(fault, [...(faults.get(fault) ?? []), call]);
    for (const observation of observations) {
      const { suite, name, operationId, maker } = observation;
      const original = faultCases.find((each) => slugOf(each) === name);
      const alternatives = [own[name] ?? {}].flat() as object[];
      const judged =
        suite === "contract"
          ? [judgeContract(observation)]
          : alternatives.map((difference) =>
              judgeFault(
                observation,
                { ...original, end: { ...original?.end, ...difference } } as FaultCase,
                fill,
              ),
            );
      const found = judged.find(({ length }) => length === 0) ?? judged[0] ?? [];
      for (const fault of found)
        tell(`${name}: ${fault.replaceAll(operationId, "<operation>")}`, `${operationId} through ${maker}`);
    }
    const count = (suite: string) => observations.filter((each) => each.suite === suite).length;
    const complete =
      count("contract") === updates.length * makers.length &&
      count("faults") === possible.length * makers.length * operationIds.length;
    if (!complete) tell(`only ${observations.length} calls were made`, "all");
    if (faults.size > 0) process.exitCode = 1;
    if (faults.size > 0) console.error(`\n${runtime.name}`);
    for (const [fault, calls] of faults)
      console.error(`  ${fault.slice(0, 400)}\n    in ${calls.length} calls, first ${calls[0]}`);
    rows.push(
      `| ${runtime.name} | ${count("contract")} | ${count("faults")} | ${Object.keys(own).length} | ${[...faults.values()].flat().length} | ${Math.round((Date.now() - started) / 1000)} s |`,
    );
  }
  console.log("| runtime | contract | faults | written differences | failures | time |");
  console.log(`|${" --- |".repeat(6)}\n${rows.join("\n")}`);
} finally {
  await Promise.all([mock.close(), consumer.remove()]);
}
