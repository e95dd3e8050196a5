// Builds the documentation site in dist/docs: start page, guide, reference, samples, TypeScript reference.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Description } from "../description.ts";
import { writeApi } from "./api.ts";
import { descriptionFiles, escapeHtml, framePage } from "./frame.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderReference } from "./reference.ts";
import { readSamples, renderSamples, withCodeSamples } from "./samples.ts";

const root = new URL("../../", import.meta.url);

export const guidePages = [
  "install",
  "first-update",
  "errors",
  "retries",
  "testing",
  "other-languages",
  "mock",
];

async function exists(file: URL): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}

function list(items: { href: string; title: string }[], current: string | undefined, label: string): string {
  const links = items.map(
    ({ href, title }) =>
      `<li><a href="${href}"${href === current ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a></li>`,
  );
  return `<details class="pages" open><summary>${label}</summary><nav aria-label="${label}"><ol>${links.join("")}</ol></nav></details>`;
}

export async function buildDocs(
  out: URL,
  fill: (source: string) => string = (source) => source,
): Promise<void> {
  const write = async (path: string, text: string) => {
    const file = new URL(path, out);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  };
  await rm(out, { recursive: true, force: true });
  await cp(new URL("docs/assets/", root), new URL("assets/", out), { recursive: true });

  const generated = new URL("generated/", root);
  const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
  const samples = await readSamples(description, new URL("samples/", generated), fill);
  const published = withCodeSamples(description, samples);
  const files: string[] = [];
  for (const file of descriptionFiles) {
    if (await exists(new URL(file, generated))) files.push(file);
  }
  for (const file of files) await cp(new URL(file, generated), new URL(file, out));
  await write("openapi.json", `${JSON.stringify(published, null, 2)}\n`);

  const guide = await Promise.all(
    guidePages.map(async (name) => {
      const text = await readFile(new URL(`docs/guide/${name}.md`, root), "utf8");
      return { name, text, href: `${name}.html`, ...renderMarkdown(text) };
    }),
  );
  for (const [index, { name, text, href, title, lead, html }] of guide.entries()) {
    const [before, after] = [guide[index - 1], guide[index + 1]];
    const steps = `<nav class="steps" aria-label="Previous and next page">${
      before ? `<a href="${before.href}"><span>Previous</span>${escapeHtml(before.title)}</a>` : ""
    }${after ? `<a class="next" href="${after.href}"><span>Next</span>${escapeHtml(after.title)}</a>` : ""}</nav>`;
    const body = `<div class="columns">${list(guide, href, "Guide")}<main id="content">${html}${steps}</main></div>`;
    const page = { title: `${title} · atomscale-client`, description: lead, section: "Guide" as const, body };
    await write(`guide/${name}.html`, framePage(page, "../", files));
    await write(`guide/${name}.md`, text);
  }

  const intro = renderMarkdown(await readFile(new URL("docs/samples.md", root), "utf8"));
  const operations = Object.values(description.paths).flatMap((item) => Object.values(item));
  const toc = operations.map(({ operationId, summary }) => ({ href: `#${operationId}`, title: summary }));
  await write(
    "samples/index.html",
    framePage(
      {
        title: "Samples · atomscale-client",
        description: intro.lead,
        section: "Samples",
        body: `<div class="columns">${list(toc, undefined, "Samples")}<main id="content">${intro.html}${renderSamples(description, samples)}</main></div>`,
      },
      "../",
      files,
    ),
  );

  const start = renderMarkdown(await readFile(new URL("docs/start.md", root), "utf8"));
  await write(
    "index.html",
    framePage(
      {
        title: "atomscale-client",
        description: start.lead,
        body: `<main id="content" class="start">${start.html}</main>`,
      },
      "",
      files,
    ),
  );
  await writeApi(new URL("api/", out), files);
  await write("reference/index.html", await renderReference(published, files));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = new URL("dist/docs/", root);
  await buildDocs(out);
  console.log(`Built ${fileURLToPath(out)}`);
}
