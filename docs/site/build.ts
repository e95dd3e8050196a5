// Builds the documentation site: start page, guide, operations, samples, TypeScript reference.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { type Description, listOperations } from "../../scripts/generate/description.ts";
import { writeApi } from "./api.ts";
import { descriptionFiles, escapeHtml, framePage } from "./frame.ts";
import { renderMarkdown } from "./markdown.ts";
import { referenceRoute, renderReference } from "./reference.ts";
import { readSamples, renderSamples, type Sample, withCodeSamples } from "./samples.ts";

const root = new URL("../../", import.meta.url);
const generated = new URL("generated/", root);

/** Pages of the guide in the order of reading. */
export const guidePages = [
  "install",
  "first-update",
  "errors",
  "retries",
  "testing",
  "other-languages",
  "mock",
];

interface Link {
  href: string;
  title: string;
}

function sideList(label: string, links: Link[], current?: string): string {
  const items = links.map(
    ({ href, title }) =>
      `<li><a href="${href}"${href === current ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a></li>`,
  );
  return `<details class="pages" open><summary>${label}</summary><nav aria-label="${label}"><ol>${items.join("")}</ol></nav></details>`;
}

function steps(before: Link | undefined, after: Link | undefined): string {
  const link = (target: Link, label: string, kind: string) =>
    `<a class="${kind}" href="${target.href}"><span>${label}</span>${escapeHtml(target.title)}</a>`;
  return `<nav class="steps" aria-label="Previous and next page">${before ? link(before, "Previous", "previous") : ""}${after ? link(after, "Next", "next") : ""}</nav>`;
}

function columns(side: string, content: string): string {
  return `<div class="columns">${side}<main id="content">${content}</main></div>`;
}

/** Lists the description's files that exist, as Markdown. */
function listFiles(files: string[]): string {
  return files.map((file) => `- [${file}](../${file}): ${descriptionFiles[file]}`).join("\n");
}

/** The text on generated clients, whose own heading the page of the guide stands in for. */
async function readClients(): Promise<string> {
  const file = new URL("docs/other-languages.md", root);
  if (!existsSync(file)) return "";
  return (await readFile(file, "utf8")).replace(/^# .*\n/, "");
}

function operationCards(description: Description): string {
  const cards = listOperations(description).map((operation) => {
    const lead = operation.description.split("\n")[0] ?? "";
    return `<li><h3><a href="reference/index.html${referenceRoute(operation)}">${escapeHtml(operation.summary)}</a></h3><code>${operation.method} ${escapeHtml(operation.path)}</code><p>${escapeHtml(lead)}</p></li>`;
  });
  return `<ul class="cards">${cards.join("")}</ul>`;
}

export async function buildDocs(
  out: URL,
  fill: (source: string) => string = (source) => source,
): Promise<void> {
  const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
  const samples: Sample[] = await readSamples(description, new URL("samples/", generated), fill);
  const published = withCodeSamples(description, samples);
  const files = Object.keys(descriptionFiles).filter((file) => existsSync(new URL(file, generated)));

  await rm(out, { recursive: true, force: true });
  const write = async (path: string, text: string) => {
    const file = new URL(path, out);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  };
  await cp(new URL("docs/assets/", root), new URL("assets/", out), { recursive: true });
  for (const file of files) await cp(new URL(file, generated), new URL(file, out));
  await write("openapi.json", `${JSON.stringify(published, null, 2)}\n`);

  const start = renderMarkdown(
    (await readFile(new URL("docs/start.md", root), "utf8")).replace(
      "{{operations}}",
      operationCards(description),
    ),
  );
  const body = `<main id="content" class="start">${start.html}</main>`;
  await write(
    "index.html",
    framePage({ title: "atomscale-client", description: start.lead, body }, "", files),
  );

  const clients = await readClients();
  const guide = await Promise.all(
    guidePages.map(async (name) => {
      const source = await readFile(new URL(`docs/guide/${name}.md`, root), "utf8");
      const text = source.replace("{{files}}", listFiles(files)).replace("{{clients}}", () => clients);
      return { name, text, href: `${name}.html`, ...renderMarkdown(text) };
    }),
  );
  for (const [index, { name, text, href, title, lead, html }] of guide.entries()) {
    const content = html + steps(guide[index - 1], guide[index + 1]);
    const page = {
      title: `${title} · atomscale-client`,
      description: lead,
      section: "Guide" as const,
      body: columns(sideList("Guide", guide, href), content),
    };
    await write(`guide/${name}.html`, framePage(page, "../", files));
    await write(`guide/${name}.md`, text);
  }

  const intro = renderMarkdown(await readFile(new URL("docs/samples.md", root), "utf8"));
  const anchors = listOperations(description).map(({ operationId, summary }) => ({
    href: `#${operationId}`,
    title: summary,
  }));
  const samplesPage = {
    title: "Samples · atomscale-client",
    description: intro.lead,
    section: "Samples" as const,
    body: columns(sideList("Samples", anchors), intro.html + renderSamples(description, samples)),
  };
  await write("samples/index.html", framePage(samplesPage, "../", files));

  await write("llms.txt", writeLlms(start.lead, guide, description, files));
  await write("reference/index.html", await renderReference(published, files));
  await writeApi(new URL("api/", out), files);
}

/** Writes the index for language models: https://llmstxt.org */
function writeLlms(
  lead: string,
  guide: { name: string; title: string; lead: string }[],
  description: Description,
  files: string[],
): string {
  const operations = listOperations(description).map(
    (operation) =>
      `- [${operation.operationId}](reference/index.html${referenceRoute(operation)}): ${operation.method} ${operation.path}. ${operation.summary}.`,
  );
  return `# atomscale-client

> ${lead}

## Guide

${guide.map(({ name, title, lead }) => `- [${title}](guide/${name}.md): ${lead}`).join("\n")}

## Operations

${operations.join("\n")}
- [Samples](samples/index.html): one program for each payload in curl, Python and TypeScript.

## Files

${files.map((file) => `- [${file}](${file}): ${descriptionFiles[file]}`).join("\n")}

## Optional

- [TypeScript reference](api/index.html): the public names of the package.
`;
}
