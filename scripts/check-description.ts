// Holds the description against validators other than the one that bundles it: Spectral, openapi-spec-validator, and
// the score that Redocly gives it. What the first two need is installed in test/validators/.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRedocly } from "./generate/redocly.ts";
import { installFolder, root, run } from "./processes/run.ts";

const files = ["openapi.json", "openapi-3.0.json"].map((name) => join(root, "generated", name));

/** Parts of the score that have to be full. */
const full = ["documentationQuality", "exampleCoverage", "errorClarity", "identifierClarity"];

/** Why the other parts are not. */
const reasons: Record<string, string> = {
  parameterSimplicity: "an annotation is found by two ids",
  dependencyClarity: "an annotation is found by two ids",
  constraintClarity: "the documentation states no limit of length or range",
  polymorphismClarity: "a nullable map is oneOf of the map and null",
  schemaSimplicity: "a record has as many fields as the service sends",
};
const leastReadiness = 75;

async function runSpectral(): Promise<void> {
  const folder = await installFolder("test/validators");
  const args = ["lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", ...files];
  await run(folder, "node_modules/.bin/spectral", ...args);
}

async function runSpecValidator(): Promise<void> {
  const venv = await mkdtemp(join(tmpdir(), "atomscale-validator-"));
  const pip = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"];
  try {
    await run(root, "python3", "-m", "venv", venv);
    await run(root, join(venv, "bin/pip"), ...pip, "test/validators/requirements.txt");
    for (const file of files) await run(root, join(venv, "bin/openapi-spec-validator"), file);
  } finally {
    await rm(venv, { recursive: true, force: true });
  }
}

async function checkScore(): Promise<void> {
  const output = await runRedocly(root, "score", "bundle", "--format", "json");
  const { agentReadiness, subscores } = JSON.parse(output) as {
    agentReadiness: number;
    subscores: Record<string, number>;
  };
  console.log(`agentReadiness: ${agentReadiness} of 100`);
  const faults = agentReadiness < leastReadiness ? [`agentReadiness is below ${leastReadiness}`] : [];
  for (const [name, share] of Object.entries(subscores)) {
    const reason = reasons[name] ? `, since ${reasons[name]}` : "";
    console.log(`  ${name}: ${Math.floor(share * 100)}${reason}`);
    if (share < 1 && !reason) faults.push(`${name} is below 100 without a reason`);
  }
  for (const name of full) if (subscores[name] !== 1) faults.push(`${name} is not 100`);
  if (faults.length > 0) throw new Error(`${faults.join("; ")}.`);
}

const checks: Record<string, () => Promise<void>> = {
  Spectral: runSpectral,
  "openapi-spec-validator": runSpecValidator,
  "Redocly's score": checkScore,
};
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`${name}: passed`);
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
