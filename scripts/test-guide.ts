// Compiles every TypeScript block of the guide and runs it against the mock: it must end well,
// and print what the text block after it says.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Block, layOut, readBlocks, root } from "../test/support/readme-blocks.ts";
import { startMock } from "./mock/start-mock.ts";
import { installFolder } from "./processes/run.ts";

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

async function readPrograms(): Promise<Block[]> {
  // `npm run test:clients` writes and runs the programs of that page.
  const others = ["docs/other-languages.md"];
  const folders = ["docs", "docs/guide", "docs/recipes"];
  const files = await Promise.all(
    folders.map(async (name) => (await readdir(join(root, name))).map((file) => `${name}/${file}`)),
  );
  const programs = [];
  for (const page of files.flat()) {
    if (!page.endsWith(".md") || others.includes(page)) continue;
    const blocks = await readBlocks(page);
    programs.push(...blocks.map((block) => ({ ...block, file: `${basename(page, ".md")}-${block.file}` })));
  }
  return programs;
}

/** A vault of which the guide's program asks the key. */
async function startVault(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const isKnown = request.headers["x-vault-token"] === "any" && request.url === "/v1/secret/data/atomscale";
    response.writeHead(isKnown ? 200 : 403).end(JSON.stringify({ data: { data: { key: "any" } } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

const tools = await installFolder("test/recipes");
const programs = await readPrograms();
const folder = await layOut(programs);
await symlink(join(tools, "node_modules"), join(folder, "node_modules"));
await writeFile(join(folder, "key"), "any\n");
const vault = await startVault();
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
    ATOMSCALE_KEY_FILE: join(folder, "key"),
    VAULT_ADDR: vault.url,
    VAULT_TOKEN: "any",
    TSX_TSCONFIG_PATH: join(folder, "tsconfig.json"),
    FORCE_COLOR: "0",
  };
  for (const { file, output } of programs) {
    const args = ["--import", import.meta.resolve("tsx"), join(folder, file)];
    await run(process.execPath, args, { cwd: folder, env, timeout: 60_000 }).then(
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
  vault.close();
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
console.log(`${programs.length} programs of the guide were compiled and run; ${failures.length} complaints.`);
if (failures.length > 0 || programs.length === 0) process.exitCode = 1;
