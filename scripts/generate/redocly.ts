// Runs the Redocly CLI without its telemetry.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");

/** Runs Redocly in a folder and returns what it printed; fails with everything that it printed. */
export async function runRedocly(folder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [redocly, ...args], { cwd: folder, env });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`redocly ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}
