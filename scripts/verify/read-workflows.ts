// Reads which workflows openapi/verify.arazzo.yaml holds, and which options of `npm run verify` give their inputs.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRedocly } from "../generate/redocly.ts";
import { root } from "../processes/run.ts";

export interface Input {
  readonly name: string;
  /** Option of the command line that gives it, without the two hyphens. */
  readonly option: string;
  readonly isNumber: boolean;
}

export interface Workflow {
  /** `operationId` of the update that it sends. */
  readonly name: string;
  readonly inputs: readonly Input[];
  /** Field that the update changes: the last of its inputs. */
  readonly changes: string;
}

interface Arazzo {
  workflows: {
    workflowId: string;
    inputs: { properties: Record<string, { type: string; title?: string }> };
  }[];
}

/** Has Redocly turn YAML into JSON. */
async function readArazzo(): Promise<Arazzo> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-arazzo-"));
  const file = join(folder, "verify.json");
  try {
    await runRedocly(root, "bundle", "openapi/verify.arazzo.yaml", "--output", file);
    return JSON.parse(await readFile(file, "utf8")) as Arazzo;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function readWorkflows(): Promise<Workflow[]> {
  const { workflows } = await readArazzo();
  return workflows.map(({ workflowId, inputs: { properties } }) => {
    const inputs = Object.entries(properties).map(([name, schema]) => ({
      name,
      option: schema.title ?? name.replaceAll("_", "-"),
      isNumber: schema.type !== "string",
    }));
    return { name: workflowId, inputs, changes: inputs.at(-1)?.name ?? "" };
  });
}
