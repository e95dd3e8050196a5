// Follows every link of the built pages: the file must exist, and the anchor in it too.
import { readdir, readFile } from "node:fs/promises";

export interface LinkReport {
  followed: number;
  outside: Set<string>;
  broken: string[];
}

/** `folder` is the address of the built site, ending in a slash, and `base` the path that it was built for. */
export async function checkLinks(folder: URL, base = "/"): Promise<LinkReport> {
  const report: LinkReport = { followed: 0, outside: new Set(), broken: [] };
  const files = new Set(await readdir(folder, { recursive: true }));
  const pages = new Map<string, string>();
  for (const file of files) {
    if (/\.(html|md|txt)$/.test(file)) pages.set(file, await readFile(new URL(file, folder), "utf8"));
  }
  for (const [from, text] of pages) {
    const pattern = from.endsWith(".html") ? /<a [^>]*?href="([^"]*)"/g : /\]\(([^)\s]+)\)/g;
    for (const [, raw = ""] of text.matchAll(pattern)) {
      const href = raw.replaceAll("&amp;", "&");
      report.followed += 1;
      const target = new URL(href, `http://site${base}${from}`);
      if (target.host !== "site") {
        report.outside.add(href);
        continue;
      }
      const path = decodeURIComponent(target.pathname.slice(base.length));
      const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      const anchor = decodeURIComponent(target.hash.slice(1));
      const html = pages.get(file.replace(/\.md$/, ".html")) ?? "";
      if (!files.has(file)) report.broken.push(`${from} links to ${href}, where there is no file`);
      else if (anchor !== "" && !html.includes(` id="${anchor}"`))
        report.broken.push(`${from} links to ${href}, where there is no such anchor`);
    }
  }
  return report;
}
