// Compiles every TypeScript block of the guide and runs it against the mock: it must end well,
// and print what the text block after it says.
import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Block, layOut, readBlocks, root } from "../test/support/readme-blocks.ts";
import { startMock } from "./mock/start-mock.ts";

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

async function readPrograms(): Promise<Block[]> {
  const guide = (await readdir(join(root, "docs/guide"))).map((name) => `docs/guide/${name}`);
  const programs = [];
  for (const page of ["docs/start.md", "docs/api.md", ...guide]) {
    const blocks = await readBlocks(page);
    programs.push(...blocks.map((block) => ({ ...block, file: `${basename(page, ".md")}-${block.file}` })));
  }
  return programs;
}

const programs = await readPrograms();
const folder = await layOut(programs);
const failures: string[] = [];
const mock = await startMock();
try {
  // A list of what can be imported uses none of it.
  const compile = [tsc, "--project", folder, "--noUnusedLocals", "false"];
  await run(process.execPath, compile).catch(({ stdout }: { stdout: string }) =>
    failures.push(stdout.trim()),
  );
  const env = {
    ...process.env,
    ATOMSCALE_API_ENDPOINT: mock.url,
    ATOMSCALE_API_KEY: "any",
    TSX_TSCONFIG_PATH: join(folder, "tsconfig.json"),
    FORCE_COLOR: "0",
  };
  for (const { file, output } of programs) {
    const args = ["--import", import.meta.resolve("tsx"), join(folder, file)];
    await run(process.execPath, args, { env, timeout: 60_000 }).then(
      ({ stdout }) => {
        if (output !== undefined && stdout !== output)
          failures.push(`${file} prints\n${stdout}and not\n${output}`);
      },
      ({ stdout, stderr }: { stdout: string; stderr: string }) =>
        failures.push(`${file} failed:\n${stdout}${stderr}`),
    );
  }
} finally {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
console.log(`${programs.length} programs of the guide were compiled and run; ${failures.length} complaints.`);
if (failures.length > 0 || programs.length === 0) process.exitCode = 1;
