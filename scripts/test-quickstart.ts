// Does what the start page says, command by command, in an empty folder, with the package as it would be published.
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { readFiles } from "./guide/read-files.ts";
import { startMock } from "./mock/start-mock.ts";
import { installPacked } from "./package/install-packed.ts";
import { root } from "./processes/run.ts";

const page = "docs/index.md";
const text = await readFile(join(root, page), "utf8");
const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, lines = ""]) =>
  lines.trim().split("\n"),
);
const [, shown = ""] = /^```text\n(\{\n.*?)^```$/ms.exec(text) ?? [];
const [, ownKey = ""] = /^```ts\n(.*?)^```$/ms.exec(text) ?? [];
const files = await readFiles(page);

const { tarball, remove } = await installPacked();
const mock = await startMock();
const folder = await mkdtemp(join(tmpdir(), "atomscale-quickstart-"));
// Nothing of this machine may stand in for what the page says.
const { ATOMSCALE_API_KEY: _key, AS_API_KEY: _other, ...clean } = process.env;
const env = { ...clean, ATOMSCALE_API_ENDPOINT: mock.url, NO_COLOR: "1" };
let failed = 0;

async function check(name: string, command: string, printed: string): Promise<void> {
  const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command], { cwd: folder, env }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  const isRight = stdout.startsWith(printed) && stderr === "";
  if (!isRight) failed += 1;
  console.log(`${isRight ? "ok  " : "FAIL"}  ${name}${isRight ? "" : `\n${stdout}${stderr}`}`);
}

function commandWith(word: string): string {
  const command = commands.find((line) => line.includes(word));
  if (command === undefined) throw new Error(`${page} has no command with ${word}.`);
  return command;
}

try {
  const install = commandWith("npm install");
  if (!install.endsWith(`/${basename(tarball)}`))
    throw new Error(`${install} names another file than npm pack.`);
  await check("npm init", `${commandWith("npm init")} --silent`, "");
  await check("npm install", `npm install --silent --no-audit --no-fund ${tarball}`, "");
  for (const [name, code] of files) await writeFile(join(folder, name), code);
  await copyFile(join(folder, "first.mjs"), join(folder, "first.ts"));

  await check("ES module", commandWith("node first.mjs"), shown);
  await check("CommonJS with require", "node first.cjs", shown);
  const dynamic = (files.get("first.cjs") ?? "")
    .replace(/const (\{.*?\}) = require\((.*?)\);/g, "const $1 = await import($2);")
    .replace(/^([\s\S]*)$/, "(async () => {\n$1})();\n");
  await writeFile(join(folder, "dynamic.cjs"), dynamic);
  await check("CommonJS with await import", "node dynamic.cjs", shown);
  await check("TypeScript", `node ${join(root, "node_modules/tsx/dist/cli.mjs")} first.ts`, shown);

  await writeFile(join(folder, ".env"), `${commandWith("ATOMSCALE_API_KEY=")}\n`);
  await writeFile(join(folder, "first.mjs"), ownKey);
  await check("a key of one's own", commandWith("--env-file"), shown);
} finally {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
  await remove();
}
if (failed > 0 || shown === "") process.exitCode = 1;
