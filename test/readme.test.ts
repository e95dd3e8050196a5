// Every TypeScript block of the README runs against the mock and prints what the README says.
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { operationIds } from "./support/call-operation.ts";
import { layOut, readBlocks, root } from "./support/readme-blocks.ts";

const blocks = await readBlocks("README.md");
let folder: string;

beforeAll(async () => {
  folder = await layOut(blocks);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("README", () => {
  test("says of each block what it prints", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    expect(blocks.filter(({ output }) => output === undefined)).toEqual([]);
  });

  test("is read in a minute, and has no link that a package registry cannot follow", async () => {
    const text = await readFile(join(root, "README.md"), "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
    const targets = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(2);
    expect(targets.filter((target) => !target?.startsWith("https://"))).toEqual([]);
  });

  test.each(blocks)("prints in $file what it says", { timeout: 30_000 }, async ({ file, output }) => {
    const env = {
      ...process.env,
      ATOMSCALE_API_ENDPOINT: inject("mockUrl"),
      ATOMSCALE_API_KEY: "any-key",
      TSX_TSCONFIG_PATH: join(folder, "tsconfig.json"),
      FORCE_COLOR: "0",
    };
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [tsx, join(folder, file)], { env });
    expect(stdout).toBe(output);
  });
});

test.each(["README.md", "docs/index.md", "docs/guide/first-update.md"])(
  "%s: names each operation",
  async (page) => {
    const text = await readFile(join(root, page), "utf8");
    expect(operationIds.filter((operationId) => !text.includes(operationId))).toEqual([]);
  },
);
