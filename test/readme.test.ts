// Every TypeScript block of the README compiles, runs against the mock, and prints what the README says.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(join(root, "README.md"), "utf8");

// A text block right after a TypeScript block is what it prints.
const blocks = [...readme.matchAll(/```ts\n(.*?)```\n(?:\n```text\n(.*?)```)?/gs)].map(
  ([, code, output], index) => ({
    file: `block-${index + 1}.mts`,
    code: code as string,
    output,
  }),
);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomscale-readme-"));
  const paths = {
    "atomscale-client": [join(root, "src/index.ts")],
    "atomscale-client/testing": [join(root, "src/testing.ts")],
  };
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { paths, typeRoots: [join(root, "node_modules/@types")] },
    include: ["*.mts"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await Promise.all(blocks.map(({ file, code }) => writeFile(join(folder, file), code)));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("README", () => {
  test("shows each operation in a block that prints", () => {
    const printing = blocks.filter(({ output }) => output !== undefined);
    expect(printing.length).toBeGreaterThanOrEqual(4);
    expect(blocks).toHaveLength(printing.length);
  });

  test("has blocks that compile", { timeout: 30_000 }, async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", folder]).catch((error) => error);
    expect(stdout).toBe("");
  });

  test.each(blocks)("prints in $file what it says", { timeout: 15_000 }, async ({ file, output }) => {
    const env = {
      ...process.env,
      ATOMSCALE_API_ENDPOINT: inject("mockUrl"),
      ATOMSCALE_API_KEY: "any-key",
      TSX_TSCONFIG_PATH: join(folder, "tsconfig.json"),
      FORCE_COLOR: "0",
    };
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const { stdout } = await run(process.execPath, [tsx, join(folder, file)], { env });
    expect(stdout).toBe(output);
  });
});
