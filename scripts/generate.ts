// Makes everything in `generated/` from `openapi/`, linted before and after bundling.
// `generate.ts --check` makes it in a temporary folder instead and fails where the committed files differ.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Description } from "./generate/description.ts";
import { runRedocly } from "./generate/redocly.ts";
import { writeClient } from "./generate/write-client.ts";
import { writeExamples } from "./generate/write-examples.ts";
import { writeOpenapi30 } from "./generate/write-openapi-3.0.ts";
import { writeOperations } from "./generate/write-operations.ts";
import { writeSamples } from "./generate/write-samples.ts";
import { writeTypes } from "./generate/write-types.ts";
import { type DefaultStatuses, writeVectors } from "./generate/write-vectors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

async function lint(api: string): Promise<void> {
  // Every rule of redocly.yaml is an error, so nothing is a mere warning; --lint-config refuses a misspelt name.
  await runRedocly(root, "lint", api, "--lint-config", "error", "--max-problems", "1000");
}

/** The bundle forgets which status a payload of `default` is for; its file is named after it. */
async function readStatuses(): Promise<DefaultStatuses> {
  const names = await readdir(join(root, "openapi/examples/errors"));
  return Object.fromEntries(
    names.map((name) => {
      const [stem = "", status] = name.split(".");
      return [stem, Number(status)];
    }),
  );
}

async function generateInto(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const bundle = join(folder, "openapi.json");
  await lint("source");
  await lint("openapi/verify.arazzo.yaml");
  await runRedocly(root, "bundle", "source", "--output", bundle);
  await lint(bundle);
  const text = await readFile(bundle, "utf8");
  const description = JSON.parse(text) as Description;
  const bundle30 = join(folder, "openapi-3.0.json");
  await writeFile(bundle30, writeOpenapi30(text));
  await lint(bundle30);
  await writeFile(join(folder, "api.d.ts"), await writeTypes(text));
  await writeFile(join(folder, "operations.ts"), writeOperations(description));
  await writeFile(join(folder, "client.ts"), writeClient(description));
  await writeFile(join(folder, "examples.ts"), writeExamples(description));
  await writeFile(join(folder, "vectors.json"), writeVectors(description, await readStatuses()));
  await writeSamples(description, join(folder, "samples"));
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function differences(expected: string, actual: string): Promise<string[]> {
  const names = new Set([...(await listFiles(expected)), ...(await listFiles(actual))]);
  const differing: string[] = [];
  for (const name of [...names].sort()) {
    const [left, right] = await Promise.all(
      [expected, actual].map((folder) => readFile(join(folder, name), "utf8").catch(() => undefined)),
    );
    if (left !== right) differing.push(name);
  }
  return differing;
}

const committed = join(root, "generated");
const fresh = await mkdtemp(join(tmpdir(), "atomscale-generated-"));
try {
  // Only a whole generation takes the place of what is committed.
  await generateInto(fresh);
  const differing = await differences(fresh, committed);
  if (!process.argv.includes("--check")) {
    await rm(committed, { recursive: true, force: true });
    await cp(fresh, committed, { recursive: true });
    console.log(`Made generated/ from openapi/; ${differing.length} files differ from before.`);
  } else if (differing.length > 0) {
    console.error(
      `generated/ is not what openapi/ gives: ${differing.join(", ")}. Run \`npm run generate\` and commit the result.`,
    );
    process.exitCode = 1;
  } else {
    console.log("generated/ is what openapi/ gives.");
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}
