// Many updates, 16 at once: by hand over `createClient`, with `updateAll`, and with libraries for queues.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Bottleneck from "bottleneck";
import pLimit from "p-limit";
import PQueue from "p-queue";
import body from "../openapi/examples/updateSampleAnnotation/documented.request.json" with { type: "json" };
import type { AtomscaleClient } from "../src/index.ts";

const load = <Module>(name: string): Promise<Module> =>
  import(new URL(`${name}.js`, pathToFileURL(process.env.ATOMSCALE_CLIENT_BUILT as string)).href);

const { createClient } = await load<typeof import("../src/index.ts")>("index");
const { drain, updateAll } = await load<typeof import("../src/batch/index.ts")>("batch");
const { openJournal } = await load<typeof import("../src/batch/journal.ts")>("journal");

type Updates = ReturnType<typeof updatesOf>;
type Run = (client: AtomscaleClient, updates: Updates, concurrency: number) => Promise<unknown>;

/** Updates of as many records, as two of one record would wait for each other. */
function updatesOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    operation: "updateSampleAnnotation" as const,
    path: {
      physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
      annotation_id: `f47ac10b-58cc-4372-a567-${`${index}`.padStart(12, "0")}`,
    },
    patch: body,
  }));
}

const callOf =
  (client: AtomscaleClient) =>
  ({ path, patch }: Updates[number]): Promise<unknown> =>
    client.updateSampleAnnotation(path, patch);

const poolByHand: Run = async (client, updates, concurrency) => {
  const call = callOf(client);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let update = updates[next++]; update; update = updates[next++]) await call(update);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
};

const folder = mkdtempSync(join(tmpdir(), "atomscale-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
// The parent ends this process so.
process.once("SIGTERM", () => process.exit());
let journals = 0;

const runs = {
  "a pool by hand": poolByHand,
  // The same code twice shows how far equal things differ on this machine.
  "a pool by hand, again": poolByHand,
  "`updateAll`": (client, updates, concurrency) => drain(updateAll(client, updates, { concurrency })),
  "`updateAll` with a journal": async (client, updates, concurrency) => {
    const path = join(folder, `${journals++}.jsonl`);
    const journal = await openJournal(path);
    await drain(updateAll(client, updates, { concurrency, journal }));
    await journal.close();
    rmSync(path);
  },
  "p-limit": (client, updates, concurrency) => pLimit(concurrency).map(updates, callOf(client)),
  "p-queue": (client, updates, concurrency) => {
    const call = callOf(client);
    return new PQueue({ concurrency }).addAll(updates.map((update) => () => call(update)));
  },
  Bottleneck: (client, updates, concurrency) => {
    const limiter = new Bottleneck({ maxConcurrent: concurrency });
    const call = limiter.wrap(callOf(client));
    return Promise.all(updates.map((update) => call(update)));
  },
} satisfies Record<string, Run>;

export type BatchName = keyof typeof runs;
export const batchNames = Object.keys(runs) as BatchName[];
export const byHand: BatchName = "a pool by hand";

/** Makes the function that sends a number of updates in the way that is named. */
export function batchRun(
  baseUrl: string,
  name: BatchName,
): (count: number, concurrency: number) => Promise<unknown> {
  const client = createClient({ apiKey: "key-of-the-benchmark", baseUrl });
  return (count, concurrency) => runs[name](client, updatesOf(count), concurrency);
}
