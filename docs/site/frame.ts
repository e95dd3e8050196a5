// The frame that every page shares: head, header with the navigation, footer.
import { basename } from "node:path";

export const sections = [
  { name: "Guide", href: "guide/install.html" },
  { name: "Operations", href: "reference/index.html" },
  { name: "Samples", href: "samples/index.html" },
  { name: "TypeScript", href: "api/index.html" },
] as const;

export type Section = (typeof sections)[number]["name"];

/** Files for tools rather than readers, linked from the footer of every page where they exist. */
export const descriptionFiles: Record<string, string> = {
  "openapi.json": "the description in OpenAPI 3.1, with the samples of each operation",
  "openapi-3.0.json": "the same contract in OpenAPI 3.0, for generators that cannot read 3.1",
  "vectors.json": "conformance vectors: for every request payload the exact request and its reply",
};

// Layers on a substrate.
const mark = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M12 3 3 7.5l9 4.5 9-4.5L12 3Z"/><path d="m3 12 9 4.5 9-4.5"/><path d="m3 16.5 9 4.5 9-4.5"/></svg>`;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Elements of the head; `up` leads from the page to the root of the site, such as `../`. */
export function frameHead(up: string, sheets: string[]): string {
  const icon = `data:image/svg+xml,${encodeURIComponent(
    mark.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replace("currentColor", "#0a8f79"),
  )}`;
  return [
    `<link rel="icon" href="${icon}">`,
    ...["frame.css", ...sheets].map((sheet) => `<link rel="stylesheet" href="${up}assets/${sheet}">`),
  ].join("\n");
}

export function frameHeader(up: string, current: Section | undefined, main = "content"): string {
  const links = sections.map(
    ({ name, href }) => `<a href="${up}${href}"${name === current ? ' aria-current="true"' : ""}>${name}</a>`,
  );
  return `<a class="site-skip" href="#${main}">Skip to content</a>
<header class="site-header"><div class="site-bar">
<a class="site-name" href="${up}index.html">${mark}atomscale-client</a>
<nav class="site-nav" aria-label="Site">${links.join("")}</nav>
</div></header>`;
}

export function frameFooter(up: string, files: string[]): string {
  const links = [...files, "llms.txt"].map((file) => `<a href="${up}${file}">${basename(file)}</a>`);
  return `<footer class="site-footer">
<p>For tools: ${links.join(" · ")}</p>
<p>An independent description and client, not published by Atomscale. The operations are rendered with <a href="https://redocly.com/redoc/">Redoc</a>.</p>
</footer>`;
}

export interface Page {
  title: string;
  description: string;
  section?: Section;
  /** HTML between header and footer. */
  body: string;
}

export function framePage({ title, description, section, body }: Page, up: string, files: string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
${frameHead(up, ["guide.css"])}
<script src="${up}assets/site.js" defer></script>
</head>
<body>
${frameHeader(up, section)}
${body}
${frameFooter(up, files)}
</body>
</html>
`;
}
