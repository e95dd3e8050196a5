// Measures how the project's costs grow with the number of operations: the description is multiplied in a temporary
// folder beside a copy of scripts/ and src/, and everything is made there as it is here.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { median } from "./statistics.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

export interface Growth {
  readonly operations: number;
  /** Time to make types, methods, table and examples from the bundle, in milliseconds. */
  readonly generateMs: number;
  /** Time to check the types of the client and a call of every operation, in milliseconds. */
  readonly checkMs: number;
  /** Size of the package's declarations, in kilobytes. */
  readonly declarationKb: number;
  /** Processor time of a call with a stubbed fetch, in microseconds. */
  readonly callUs: number;
}

interface Description {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, unknown> };
}

/** Repeats every path under a name of its own, with schemas of its own. The first of each keeps its name. */
export function multiply(description: Description, copies: number): Description {
  const paths: Description["paths"] = {};
  const schemas: Record<string, unknown> = {};
  for (let copy = 0; copy < copies; copy++) {
    const suffix = copy === 0 ? "" : `Copy${copy}`;
    const prefix = copy === 0 ? "" : `/copy-${copy}`;
    const rename = (node: unknown): unknown =>
      JSON.parse(
        JSON.stringify(node).replace(/("#\/components\/schemas\/\w+)"/g, (_, name) => `${name}${suffix}"`),
      );
    for (const [name, schema] of Object.entries(description.components.schemas))
      schemas[name + suffix] = rename(schema);
    for (const [path, item] of Object.entries(description.paths)) {
      paths[prefix + path] = Object.fromEntries(
        Object.entries(item).map(([method, operation]) => [
          method,
          { ...(rename(operation) as object), operationId: operation.operationId + suffix },
        ]),
      );
    }
  }
  return { ...description, paths, components: { ...description.components, schemas } };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

// The modules of scripts/ that make generated/ from the bundle, as generate.ts calls them.
const GENERATE = `
import { readFileSync, writeFileSync } from "node:fs";
import { writeClient } from "./scripts/generate/write-client.ts";
import { writeExamples } from "./scripts/generate/write-examples.ts";
import { writeOperations } from "./scripts/generate/write-operations.ts";
import { writeTypes } from "./scripts/generate/write-types.ts";
const text = readFileSync("generated/openapi.json", "utf8");
const description = JSON.parse(text);
const started = performance.now();
writeFileSync("generated/api.d.ts", await writeTypes(text));
writeFileSync("generated/operations.ts", writeOperations(description));
writeFileSync("generated/client.ts", writeClient(description));
writeFileSync("generated/examples.ts", writeExamples(description));
console.log(performance.now() - started);
`;

const CALL = `
import { createClient } from "./dist/index.js";
const path = {
  physical_sample_id: "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
  annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
};
const record = JSON.stringify({ id: path.annotation_id, property_value: 26 });
const reply = { status: 200, headers: new Headers(), text: async () => record };
const client = createClient({ apiKey: "key", baseUrl: "http://127.0.0.1:1", fetch: async () => reply });
const costs = [];
for (let round = 0; round < 60; round++) {
  const cpu = process.cpuUsage();
  for (let count = 0; count < 500; count++) await client.updateSampleAnnotation(path, { property_value: 26 });
  const { user, system } = process.cpuUsage(cpu);
  costs.push((user + system) / 500);
}
console.log(costs.slice(20).sort((a, b) => a - b)[10]);
`;

export async function measureGrowth(operations: number): Promise<Growth> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-growth-"));
  try {
    const copied = ["scripts", "src", "generated", "package.json", "tsconfig.json", "tsdown.config.ts"];
    for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true });
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const bundle = join(folder, "generated/openapi.json");
    const description = multiply(JSON.parse(await readFile(bundle, "utf8")), Math.ceil(operations / 3));
    await writeFile(bundle, JSON.stringify(description));
    await writeFile(join(folder, "generate.ts"), GENERATE);
    await writeFile(join(folder, "call.js"), CALL);

    const at = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
    const generated = await run(process.execPath, ["--import", tsx, "generate.ts"], at);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const args = [tsc, "--noEmit", "--project", "check.json"];
    await writeFile(
      join(folder, "check.json"),
      JSON.stringify({ extends: "./tsconfig.json", include: ["src", "generated"] }),
    );
    const checks = [await time(() => run(process.execPath, args, at))];
    await run(process.execPath, [join(root, "node_modules/tsdown/dist/run.mjs")], at);
    const declarations = await stat(join(folder, "dist/index.d.ts"));
    const called = await run(process.execPath, ["call.js"], at);
    return {
      operations: Math.ceil(operations / 3) * 3,
      generateMs: Number(generated.stdout),
      checkMs: median(checks),
      declarationKb: declarations.size / 1000,
      callUs: Number(called.stdout),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
