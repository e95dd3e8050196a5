// Runs the compiler over src/, over what must not compile (types.test-d.ts), and over the README's blocks.
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { layOut, readBlocks, root } from "./support/readme-blocks.ts";

test("types: what must not compile does not, and README blocks do", { timeout: 60_000 }, async () => {
  const folder = await layOut(await readBlocks("README.md"), ["src", "test/types.test-d.ts"]);
  try {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
