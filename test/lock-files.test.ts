// What is installed is what was reviewed: each lock file names every package by its checksum, and no registry.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "./support/readme-blocks.ts";

interface Lock {
  readonly packages: Readonly<Record<string, { integrity?: string; resolved?: string; version?: string }>>;
}

// New lock files count before they are committed.
const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*package-lock.json"];
const { stdout } = await promisify(execFile)("git", args, { cwd: root });
const files = stdout.trim().split("\n");

test.each(files)("%s: has a checksum for every package, and no address", async (file) => {
  const { packages } = JSON.parse(await readFile(join(root, file), "utf8")) as Lock;
  // The entry without a name is the folder itself.
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  expect(entries.length).toBeGreaterThan(0);
  const bad = entries.filter(
    ([, { integrity, resolved }]) => !integrity?.startsWith("sha512-") || resolved !== undefined,
  );
  expect(bad.map(([path, { version }]) => `${path}@${version}`)).toEqual([]);
});

test("test/consumers/pnpm/pnpm-lock.yaml: has a checksum for every package, and no address", async () => {
  const text = await readFile(join(root, "test/consumers/pnpm/pnpm-lock.yaml"), "utf8");
  const resolutions = text.match(/^ +resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(0);
  const isBad = (line: string): boolean => !/^ +resolution: \{integrity: sha512-[\w+/=]+\}$/.test(line);
  expect(resolutions.filter(isBad)).toEqual([]);
  expect(text).not.toContain("://");
});
