// Compiles every TypeScript block of the guide as a program of its own, and runs it against the mock.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readBlocks } from "./docs/blocks.ts";
import { startMock } from "./mock.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

async function listPages(): Promise<string[]> {
  const guide = await readdir(join(root, "docs/guide"));
  return ["docs/start.md", "docs/samples.md", "docs/api.md", ...guide.map((name) => `docs/guide/${name}`)];
}

async function writePrograms(folder: string): Promise<string[]> {
  const programs: string[] = [];
  for (const page of await listPages()) {
    const blocks = readBlocks(await readFile(join(root, page), "utf8"));
    for (const [index, { language, code }] of blocks.entries()) {
      if (language !== "ts") continue;
      const name = `${basename(page, ".md")}-${index + 1}.ts`;
      await writeFile(join(folder, name), `${code}\n`);
      programs.push(name);
    }
  }
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noUnusedLocals: false },
    include: ["*.ts"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  return programs;
}

// Inside the checkout, so that the programs find what is installed; its name keeps git and Biome away.
await mkdir(join(root, "dist"), { recursive: true });
const folder = await mkdtemp(join(root, "dist/guide-"));
const failures: string[] = [];
const programs = await writePrograms(folder);
const mock = await startMock();
try {
  await run(process.execPath, [tsc, "--project", folder], { cwd: root }).catch(
    ({ stdout }: { stdout: string }) => failures.push(stdout.trim()),
  );
  const env = { ...process.env, ATOMSCALE_API_ENDPOINT: mock.url, ATOMSCALE_API_KEY: "any" };
  for (const program of programs) {
    const file = join(folder, program);
    await run(process.execPath, ["--import", "tsx", file], { cwd: root, env, timeout: 60_000 }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) =>
        failures.push(`${program} failed:\n${stdout}${stderr}`),
    );
  }
} finally {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
console.log(`${programs.length} programs of the guide were compiled and run; ${failures.length} complaints.`);
if (failures.length > 0 || programs.length === 0) process.exitCode = 1;
