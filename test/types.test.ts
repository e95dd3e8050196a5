// Runs the compiler over src/, over what must not compile (types.test-d.ts), over the README's blocks, and over a program
// made of each documented update.
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type Update as DocumentedUpdate, updates } from "./support/payloads.ts";
import { type Block, layOut, readBlocks, root } from "./support/readme-blocks.ts";

async function compile(blocks: readonly Block[], include: readonly string[]): Promise<string> {
  const folder = await layOut(blocks, include);
  try {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch(
      (error: { stdout: string }) => error,
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("types: what must not compile does not, and README blocks do", { timeout: 60_000 }, async () => {
  expect(await compile(await readBlocks("README.md"), ["src", "test/types.test-d.ts"])).toBe("");
});

/** A call, an update of a batch and a stored record as a user writes them; with a field that is unknown, an error each. */
function writeProgram({ operation: { operationId }, path, request, reply }: DocumentedUpdate): string {
  const values = [...(Object.keys(path).length > 0 ? [path] : []), request].map((it) => JSON.stringify(it));
  const given = Object.keys(path).length > 0 ? `path: ${JSON.stringify(path)}, ` : "";
  const misspelt = JSON.stringify({ ...request, fluxx: 1 });
  return `import { createClient } from "atomscale-client";
import { createMockFetch } from "atomscale-client/testing";
import type { Update } from "${join(root, "src/batch/index.ts")}";

const atomscale = createClient({ apiKey: "a" });
export const record: Awaited<ReturnType<typeof atomscale.${operationId}>> =
  await atomscale.${operationId}(${values.join(", ")});
export const update: Update = { operation: "${operationId}", ${given}patch: ${JSON.stringify(request)} };
createMockFetch({ records: { ${operationId}: [${JSON.stringify(reply)}] } });
// @ts-expect-error: the request has no such field.
await atomscale.${operationId}(${[...values.slice(0, -1), misspelt].join(", ")});
// @ts-expect-error: neither has an update of it.
export const wrong: Update = { operation: "${operationId}", ${given}patch: ${misspelt} };
`;
}

test("types: take every documented update as a call, as an update of a batch and as a stored record", {
  timeout: 60_000,
}, async () => {
  const blocks = updates.map((update, index) => ({
    file: `update-${index}.mts`,
    code: writeProgram(update),
    output: undefined,
  }));
  expect(await compile(blocks, [])).toBe("");
});
