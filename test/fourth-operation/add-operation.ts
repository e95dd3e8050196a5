// Copies the tree and adds an operation to the copy, or all of it but one file.
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, run } from "../../scripts/processes/run.ts";
import { beyond, operationId, page, reference, tag, workflow } from "./project-page.ts";

const folder = fileURLToPath(new URL("files/", import.meta.url));

/** One file that somebody who adds an operation writes or edits by hand. */
export interface Edit {
  readonly file: string;
  readonly apply: (copy: string) => Promise<void>;
}

async function insertBefore(copy: string, file: string, mark: string, text: string): Promise<void> {
  const path = join(copy, file);
  const [before, after, ...more] = (await readFile(path, "utf8")).split(mark);
  if (after === undefined || more.length > 0)
    throw new Error(`${file} does not hold ${JSON.stringify(mark)} once.`);
  await writeFile(path, `${before}${text}${mark}${after}`);
}

const edited: readonly Edit[] = [
  {
    file: "openapi/openapi.yaml",
    apply: async (copy) => {
      await insertBefore(copy, "openapi/openapi.yaml", "\npaths:\n", `\n${tag.trimEnd()}`);
      await insertBefore(copy, "openapi/openapi.yaml", "\ncomponents:\n", `\n${reference.trimEnd()}`);
    },
  },
  {
    file: "openapi/verify.arazzo.yaml",
    apply: (copy) => appendFile(join(copy, "openapi/verify.arazzo.yaml"), workflow),
  },
  {
    file: "test/contract/pages.ts",
    apply: (copy) => insertBefore(copy, "test/contract/pages.ts", "\n};\n", `\n${page.trimEnd()}`),
  },
  {
    file: "test/contract/beyond-pages.ts",
    apply: (copy) =>
      insertBefore(
        copy,
        "test/contract/beyond-pages.ts",
        "\n};\n\n/** Evidence for what the pages do not show",
        `\n${beyond.trimEnd()}`,
      ),
  },
  ...["README.md", "docs/index.md", "docs/guide/first-update.md"].map((file) => ({
    file,
    apply: (copy: string) => appendFile(join(copy, file), `\n- \`${operationId}\`: a project\n`),
  })),
];

/** All files that adding an operation takes, but for the drivers of other languages. */
export async function listEdits(): Promise<Edit[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile());
  const added = files.map((entry): Edit => {
    const file = join(entry.parentPath, entry.name).slice(folder.length);
    return {
      file,
      apply: async (copy) => {
        await mkdir(dirname(join(copy, file)), { recursive: true });
        await cp(join(folder, file), join(copy, file));
      },
    };
  });
  return [...added, ...edited].sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Copies what git would commit. */
export async function copyTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "atomscale-fourth-"));
  const listed = await run(root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of listed.split("\0").filter(Boolean)) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(root, file), join(copy, file));
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  // One test asks git for the lock files.
  await run(copy, "git", "init", "--quiet");
  return copy;
}

/** Has the guard of a copy tell of each call, for count-calls.ts. */
export function countInGuard(copy: string): Promise<void> {
  const count = "(globalThis as { countCall?: (path: string) => void }).countCall?.(operation.path);\n  ";
  return insertBefore(copy, "src/guard.ts", "const walk = startWalk();\n", count);
}
