// Runs the contract and fault suites inside a runtime and tells what came of each call. Free of Node.
import type { createClient, createFetchClient } from "../../src/index.ts";
import { type Received, slugOf } from "../faults/case.ts";
import { faultCases } from "../faults/cases.ts";
import { API_KEY, type Observed, observe } from "../faults/drive.ts";
import {
  callOperation,
  type Maker,
  makers,
  type OperationId,
  operationIds,
} from "../support/call-operation.ts";
import type { Update } from "../support/payloads.ts";
import { type Drive, type DriveOptions, drive } from "../truth/drive.ts";
import type { Call } from "../truth/script.ts";

/** The package as it is installed. */
export interface Clients {
  readonly createClient: typeof createClient;
  readonly createFetchClient: typeof createFetchClient;
}

/** What a runtime is to do, in values that can be sent to it. */
export interface Job {
  readonly mock: string;
  readonly origins: Readonly<Record<string, string>>;
  readonly updates: readonly Update[];
  /** Names of the fault cases to run. */
  readonly cases: readonly string[];
}

/** Calls of the truth machine that a runtime is to make. */
export interface TruthJob {
  readonly origins: Parameters<typeof drive>[1];
  readonly calls: readonly Call[];
  readonly options: DriveOptions;
}

export interface Observation {
  readonly suite: "contract" | "faults";
  /** Name of the payload or of the fault case. */
  readonly name: string;
  readonly operationId: OperationId;
  readonly maker: Maker;
  readonly observed: Observed | { readonly reply: unknown };
}

async function send(clients: Clients, maker: Maker, mock: string, update: Update): Promise<unknown> {
  const { operation, name, path, request } = update;
  const options = { apiKey: API_KEY, baseUrl: mock, headers: { prefer: `code=200, example=${name}` } };
  const value = await callOperation(clients[maker](options), operation.operationId, path, request);
  return maker === "createFetchClient" ? (value as { data: unknown }).data : value;
}

async function observeContract(clients: Clients, job: Job): Promise<Observation[]> {
  const observations: Observation[] = [];
  for (const update of job.updates) {
    for (const maker of makers) {
      const reply = await send(clients, maker, job.mock, update).catch((error: unknown) => String(error));
      const { operationId } = update.operation;
      observations.push({ suite: "contract", name: update.name, operationId, maker, observed: { reply } });
    }
  }
  return observations;
}

async function observeFaults(clients: Clients, job: Job): Promise<Observation[]> {
  // No attempt waits for its turn.
  Math.random = () => 0;
  const { origins } = job;
  const { fetch } = globalThis;
  const received = async (run: string): Promise<Received> =>
    (await fetch(`${origins.http}/control/${run}`)).json() as Promise<Received>;
  const goOn = (run: string): Promise<Received> => received(`${run}/go-on`);
  const observations: Observation[] = [];
  for (const faultCase of faultCases) {
    const name = slugOf(faultCase);
    if (!job.cases.includes(name)) continue;
    for (const operationId of operationIds) {
      for (const maker of makers) {
        const around = { ...clients, origins, received, goOn };
        const observed = await observe(faultCase, operationId, maker, around);
        observations.push({ suite: "faults", name, operationId, maker, observed });
      }
    }
  }
  return observations;
}

export async function observeJob(
  clients: Parameters<typeof drive>[0],
  job: Job | TruthJob,
): Promise<(Observation | Drive)[]> {
  if ("calls" in job) return [await drive(clients, job.origins, job.calls, job.options)];
  return [...(await observeContract(clients, job)), ...(await observeFaults(clients, job))];
}
