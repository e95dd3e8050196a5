// Runs the compiler over the project, so that what must not compile (types.test-d.ts) is part of the tests.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("types: what must not compile does not, and all else does", { timeout: 60_000 }, async () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--noEmit"], { cwd: root }).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
});
