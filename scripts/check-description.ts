// Holds the description against validators other than the one that bundles it: Spectral, openapi-spec-validator, and
// the score that Redocly gives it. Spectral and the validator are installed from test/validators/, in a temporary folder.
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = ["openapi.json", "openapi-3.0.json"].map((name) => join(root, "generated", name));
const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");

/** Parts of the score that have to be full. */
const full = ["documentationQuality", "exampleCoverage", "errorClarity", "identifierClarity"];

/** Why the other parts are not. */
const reasons: Record<string, string> = {
  parameterSimplicity: "an annotation is found by two ids",
  dependencyClarity: "an annotation is found by two ids",
  constraintClarity: "the documentation states no limit of length or range",
  polymorphismClarity: "a nullable map is anyOf of the map and null",
  schemaSimplicity: "a record has as many fields as the service sends",
};
const leastReadiness = 75;

/** Runs a program and returns what it printed; the error of one that fails says what it printed. */
async function run(file: string, args: string[], cwd: string): Promise<string> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    return (await promisify(execFile)(file, args, { cwd, env })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[file, ...args].join(" ")} failed:\n${stdout}${stderr}`);
  }
}

async function runSpectral(folder: string): Promise<void> {
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  const args = ["lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", ...files];
  await run(join(folder, "node_modules/.bin/spectral"), args, folder);
}

async function runSpecValidator(folder: string): Promise<void> {
  const bin = join(folder, ".venv/bin");
  await run("python3", ["-m", "venv", ".venv"], folder);
  const install = ["install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  await run(join(bin, "pip"), [...install, "-r", "requirements.txt"], folder);
  for (const file of files) await run(join(bin, "openapi-spec-validator"), [file], folder);
}

async function checkScore(): Promise<void> {
  const output = await run(
    process.execPath,
    [redocly, "score", files[0] as string, "--format", "json"],
    root,
  );
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

const folder = await mkdtemp(join(tmpdir(), "atomscale-validators-"));
try {
  await cp(join(root, "test/validators"), folder, { recursive: true });
  const checks: Record<string, () => Promise<void>> = {
    Spectral: () => runSpectral(folder),
    "openapi-spec-validator": () => runSpecValidator(folder),
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
} finally {
  await rm(folder, { recursive: true, force: true });
}
