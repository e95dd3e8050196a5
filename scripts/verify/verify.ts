// Runs workflows of openapi/verify.arazzo.yaml against a service, and says which statements of the description hold.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Description, listOperations, resolve } from "../generate/description.ts";
import { runRedocly } from "../generate/redocly.ts";
import { root } from "../processes/run.ts";
import { type Forwarder, startForwarder } from "./forward.ts";
import { type Check, type Row, rowsOfChecks, rowsOfReply } from "./write-report.ts";

export interface Verification {
  description: Description;
  /** Inputs by workflow; only these workflows run. */
  inputs: Record<string, Record<string, unknown>>;
  endpoint: string;
  key: string;
}

interface Workflow {
  executedSteps: { checks: Check[]; response: { statusCode: number } }[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs one workflow with Respect and returns its steps; a check that fails is no failure of the run. */
async function runWorkflow(workflow: string, inputs: Record<string, unknown>, url: string) {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-verify-"));
  const log = join(folder, "log.json");
  const args = ["--workflow", workflow, "--server", `atomscale=${url}`, "--json-output", log];
  try {
    const run = runRedocly(
      root,
      "respect",
      "openapi/verify.arazzo.yaml",
      ...args,
      "--input",
      JSON.stringify(inputs),
    );
    const failure = await run.then(
      () => undefined,
      (error: unknown) => error,
    );
    const text = await readFile(log, "utf8").catch(() => {
      throw failure ?? new Error("Respect wrote no log.");
    });
    const { files } = JSON.parse(text) as { files: Record<string, { executedWorkflows: Workflow[] }> };
    return Object.values(files).flatMap((file) => file.executedWorkflows.flatMap((it) => it.executedSteps));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function rowsOf(
  workflow: string,
  { description, inputs }: Verification,
  forwarder: Forwarder,
): Promise<Row[]> {
  const operation = listOperations(description).find(({ operationId }) => operationId === workflow);
  if (operation === undefined) throw new Error(`The description has no ${workflow}.`);
  const record = resolve(description, operation.responses["200"]?.content["application/json"]?.schema ?? {});
  const before = forwarder.replies.length;
  const steps = await runWorkflow(workflow, inputs[workflow] ?? {}, forwarder.url);
  return [
    ...steps.flatMap(({ checks, response }) => rowsOfChecks(operation, response.statusCode, checks)),
    ...forwarder.replies.slice(before).flatMap((reply) => rowsOfReply(workflow, record, parse(reply))),
  ];
}

/** Sends one update for each workflow, one after the other. */
export async function verify(verification: Verification): Promise<Row[]> {
  const { description, inputs, endpoint, key } = verification;
  const keyHeader = Object.values(description.components.securitySchemes)[0]?.name ?? "";
  const forwarder = await startForwarder({ endpoint, keyHeader, key });
  const rows: Row[] = [];
  try {
    for (const workflow of Object.keys(inputs))
      rows.push(...(await rowsOf(workflow, verification, forwarder)));
  } finally {
    await forwarder.close();
  }
  return rows;
}
