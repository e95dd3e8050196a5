// Runs programs in the checkout and installs the packages that only one suite needs.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const runFile = promisify(execFile);

/** Runs a program and returns what it printed; fails with everything that it printed. */
export async function run(folder: string, program: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await runFile(program, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}${stderr || message}`);
  }
}

/** Installs the packages of a folder of this repository that has a lock of its own, and returns the folder's path. */
export async function installFolder(name: string, ...options: string[]): Promise<string> {
  const folder = join(root, name);
  await run(folder, "npm", "ci", ...options, "--ignore-scripts", "--no-audit", "--no-fund");
  return folder;
}
