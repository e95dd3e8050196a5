// Generates the peers that are generated, and compiles the benchmark for plain Node.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

export async function generatePeers(): Promise<void> {
  const description = here("../generated/openapi.json");
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const redocly = require.resolve("@redocly/cli/bin/cli.js");
  await run(
    process.execPath,
    [redocly, "generate-client", description, "--output", here("generated/redocly.ts")],
    { env },
  );
  await run(process.execPath, [
    here("node_modules/@hey-api/openapi-ts/bin/run.js"),
    ...["--input", description, "--output", here("generated/hey-api"), "--client", "@hey-api/client-fetch"],
    "--no-log-file",
  ]);
}

/** Compiles the modules that run in processes of their own, so that no loader is measured with them. */
export async function compile(...names: string[]): Promise<string[]> {
  await build({
    entryPoints: names.map((name) => here(`${name}.ts`)),
    outdir: here("generated/built"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.19",
  });
  return names.map((name) => here(`generated/built/${name}.mjs`));
}
