import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, type TestContext, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs `generate.ts --check` in a folder laid out as this repository. */
function check(
  folder: string,
  env: Record<string, string> = {},
): Promise<{ failed: boolean; output: string }> {
  const args = ["--import", tsx, join(folder, "scripts/generate.ts"), "--check"];
  return new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...process.env, ...env } },
      (error, stdout, stderr) => done({ failed: error !== null, output: stdout + stderr }),
    );
  });
}

/** A copy of what generation reads and writes, with one text replaced in one file. */
async function copyWith({ expect, onTestFinished }: TestContext, file: string, from: string, to: string) {
  const copy = await mkdtemp(join(tmpdir(), "atomscale-copy-"));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const name of ["openapi", "generated", "scripts", "package.json", "redocly.yaml"]) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const text = await readFile(join(copy, file), "utf8");
  expect(text).toContain(from);
  await writeFile(join(copy, file), text.replace(from, to));
  return copy;
}

async function contents(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    files.sort().map(async (file) => [relative(folder, file), await readFile(file, "utf8")]),
  );
}

describe.concurrent("generate --check", { timeout: 60_000 }, () => {
  test("gives the committed bytes again, in another locale and time zone too", async ({ expect }) => {
    const { failed, output } = await check(root, { LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Chatham" });
    expect(output).toContain("generated/ is what openapi/ gives.");
    expect(failed).toBe(false);
  });

  test("fails and leaves the tree as it was when openapi/ has changed", async (context) => {
    const { expect } = context;
    const file = "openapi/components/schemas/DataEntryPatch.yaml";
    const copy = await copyWith(context, file, "- photoluminescence", "- luminescence");
    const { failed, output } = await check(copy);
    expect(failed).toBe(true);
    expect(output).toMatch(/^generated\/ is not what openapi\/ gives: api\.d\.ts, .*openapi\.json/m);
    expect(await contents(join(copy, "generated"))).toEqual(await contents(join(root, "generated")));
  });

  test("fails when a rule of the lint is misspelt", async (context) => {
    const { expect } = context;
    const copy = await copyWith(context, "redocly.yaml", "tag-description:", "tag-descriptions:");
    const { failed, output } = await check(copy);
    expect(failed).toBe(true);
    expect(output).toContain("tag-descriptions");
  });
});
