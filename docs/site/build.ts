// Builds the documentation: pages from the description and the sources, then the site, then llms.txt.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../scripts/processes/run.ts";
import { writeOperations } from "./write-operations.ts";
import { writeTypeScript } from "./write-typescript.ts";

const docs = new URL("../", import.meta.url);
const vitepress = join(
  dirname(createRequire(import.meta.url).resolve("vitepress/package.json")),
  "bin/vitepress.js",
);

/** Title and description of a page: its front matter, or else its heading and first paragraph. */
function summarize(markdown: string): { title: string; text: string } {
  const [, title = markdown.match(/^# (.+)$/m)?.[1] ?? ""] = markdown.match(/^title: (.+)$/m) ?? [];
  const [, text = markdown.match(/^# .+\n\n([^<\n].*)$/m)?.[1] ?? ""] =
    markdown.match(/^description: "?(.+?)"?$/m) ?? [];
  return { title: title.replaceAll("`", ""), text };
}

/** Puts the Markdown of each page beside it and lists all of them, for programs that read. */
async function writeForPrograms(out: URL): Promise<void> {
  const { sidebar } = await import("../.vitepress/sidebar.ts");
  const lines = [
    "# atomscale-client",
    "",
    "> A typed client for three update operations of the Atomscale API. Every failure says whether the record was changed.",
  ];
  for (const { text, items } of sidebar) {
    lines.push("", `## ${text}`, "");
    for (const { link } of items) {
      const page = `${link === "/" ? "index" : link.slice(1)}.md`;
      const markdown = await readFile(new URL(page, docs), "utf8");
      await mkdir(new URL("./", new URL(page, out)), { recursive: true });
      await writeFile(new URL(page, out), markdown);
      const summary = summarize(markdown);
      lines.push(`- [${summary.title}](${page})${summary.text ? `: ${summary.text}` : ""}`);
    }
  }
  await writeFile(new URL("llms.txt", out), `${lines.join("\n")}\n`);
}

/** Builds the site into a folder, whose address ends in a slash. */
export async function buildDocs(out: URL): Promise<void> {
  await rm(new URL("operations/", docs), { recursive: true, force: true });
  await rm(new URL("typescript/", docs), { recursive: true, force: true });
  await writeOperations(new URL("operations/", docs));
  await writeTypeScript(new URL("typescript/", docs));
  // The sidebar lists the entry points already.
  await rm(new URL("typescript/index.md", docs));
  const folder = fileURLToPath(docs);
  await run(folder, process.execPath, vitepress, "build", folder, "--outDir", fileURLToPath(out));
  for (const file of ["openapi.json", "openapi-3.0.json", "vectors.json"]) {
    await cp(new URL(`../generated/${file}`, docs), new URL(file, out));
  }
  await writeForPrograms(out);
}
