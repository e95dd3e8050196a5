// The TypeScript blocks of a Markdown file, laid out in a folder where they compile and run against src/.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Block {
  readonly file: string;
  readonly code: string;
  /** What the text block right after it says that it prints. */
  readonly output: string | undefined;
}

export async function readBlocks(markdown: string): Promise<Block[]> {
  const text = await readFile(join(root, markdown), "utf8");
  return [...text.matchAll(/```ts\n(.*?)```\n(?:\n```text\n(.*?)```)?/gs)].map(
    ([, code = "", output], index) => ({
      file: `block-${index + 1}.mts`,
      code,
      output,
    }),
  );
}

/** Writes blocks into a new temporary folder, with a tsconfig.json that finds the package in src/. */
export async function layOut(blocks: readonly Block[], include: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-blocks-"));
  const paths = {
    "atomscale-client": [join(root, "src/index.ts")],
    "atomscale-client/batch": [join(root, "src/batch/index.ts")],
    "atomscale-client/journal": [join(root, "src/batch/journal.ts")],
    "atomscale-client/testing": [join(root, "src/testing.ts")],
  };
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { paths, typeRoots: [join(root, "node_modules/@types")] },
    include: ["*.mts", ...include.map((file) => join(root, file))],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await Promise.all(blocks.map(({ file, code }) => writeFile(join(folder, file), code)));
  return folder;
}
