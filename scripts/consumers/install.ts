// Installs a stranger's project from its lock, and then the package as it would be published.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Consumer } from "../../test/consumers/row.ts";
import { root, run } from "../processes/run.ts";

const suite = join(root, "test/consumers");
const pnpm = join(suite, "tools/node_modules/pnpm/bin/pnpm.cjs");
export const yarn = join(suite, "tools/node_modules/@yarnpkg/cli-dist/bin/yarn.js");
const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund"];

/** Lays a project out in a folder outside the checkout and installs it. */
export async function installConsumer(consumer: Consumer, folder: string, tarball: string): Promise<void> {
  await mkdir(folder);
  const own = (path: string): boolean => !path.includes("node_modules");
  if (consumer.folder) await cp(join(suite, consumer.folder), folder, { recursive: true, filter: own });
  else await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const name of consumer.shared ?? []) await cp(join(suite, "shared", name), join(folder, name));
  await installers[consumer.manager ?? "npm"](folder, tarball);
}

const installers = {
  async npm(folder: string, tarball: string) {
    await run(folder, "npm", "ci", ...QUIET);
    // Not saved, as the checksum of the package is another after each change of it.
    await run(folder, "npm", "install", "--no-save", ...QUIET, tarball);
  },
  async pnpm(folder: string, tarball: string) {
    await run(folder, process.execPath, pnpm, "install", "--frozen-lockfile", "--ignore-scripts");
    await run(folder, process.execPath, pnpm, "add", "--ignore-scripts", tarball);
  },
  async yarn(folder: string, tarball: string) {
    const registry = (await run(folder, "npm", "config", "get", "registry")).trim();
    const settings = {
      nodeLinker: "pnp",
      enableTelemetry: false,
      enableGlobalCache: false,
      enableScripts: false,
    };
    const lines = Object.entries({ ...settings, npmRegistryServer: registry }).map((line) => line.join(": "));
    await writeFile(join(folder, ".yarnrc.yml"), `${lines.join("\n")}\n`);
    await run(folder, process.execPath, yarn, "install", "--immutable");
    await run(folder, process.execPath, yarn, "add", `atomscale-client@file:${tarball}`);
  },
  // Scripts of the package are what builds it.
  async git(folder: string) {
    const repository = `git+${pathToFileURL(root).href.replace(/\/$/, "")}`;
    await run(folder, "npm", "install", "--no-audit", "--no-fund", repository);
  },
};
