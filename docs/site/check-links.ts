// Opens every page from the file system and follows its links: the file must exist, and the anchor in it too.
import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { openContext, openPage } from "./browser.ts";
import { heading } from "./check-pages.ts";

interface Contents {
  hrefs: string[];
  ids: Set<string>;
}

async function readContents(context: BrowserContext, url: string, local: string[]): Promise<Contents> {
  const { page, complaints } = await openPage(context, url);
  if (!(await page.locator(heading).first().isVisible())) local.push(`${url}: no heading`);
  // Redoc draws a section when it comes into view.
  await page.evaluate("scrollTo(0, document.body.scrollHeight)");
  const { hrefs, ids } = (await page.evaluate(`({
    hrefs: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
    ids: [...document.querySelectorAll("[id], [data-section-id]")]
      .flatMap((element) => [element.id, element.dataset.sectionId ?? ""]),
  })`)) as { hrefs: string[]; ids: string[] };
  local.push(...Object.values(complaints).flatMap((texts) => texts.map((text: string) => `${url}: ${text}`)));
  await page.close();
  return { hrefs, ids: new Set(ids) };
}

export interface LinkFaults {
  followed: number;
  outside: Set<string>;
  broken: string[];
  /** What goes wrong when a page is opened from the file system. */
  local: string[];
}

/** `paths` are the pages in `folder`, the reference with the route of each of its sections. */
export async function checkLinks(browser: Browser, folder: URL, paths: string[]): Promise<LinkFaults> {
  const faults: LinkFaults = { followed: 0, outside: new Set(), broken: [], local: [] };
  const files = new Set(
    (await readdir(folder, { recursive: true })).map((file) => file.replaceAll("\\", "/")),
  );
  const context = await openContext(browser, { scheme: "light", width: 1400 });
  const contents = new Map<string, Contents>();
  for (const path of paths)
    contents.set(path, await readContents(context, new URL(path, folder).href, faults.local));
  await context.close();

  const idsOf = (file: string): Set<string> =>
    new Set([...contents].flatMap(([path, { ids }]) => (path.split("#")[0] === file ? [...ids] : [])));
  const follow = (from: string, href: string) => {
    faults.followed += 1;
    if (/^(https:|mailto:)/.test(href)) {
      faults.outside.add(href);
      return;
    }
    const [relative = "", ...rest] = href.split("#");
    const from_ = from.split("#")[0] ?? "";
    const file = relative === "" ? from_ : posix.join(posix.dirname(from_), relative);
    if (/^(\/|\w+:)/.test(relative) || !files.has(file) || file.endsWith("/")) {
      faults.broken.push(`${from} links to ${href}, where there is no file`);
      return;
    }
    // Redoc's addresses are #/section or #/section#part.
    const anchor = decodeURIComponent(rest.at(-1) ?? "");
    if (anchor !== "" && anchor !== "/" && !idsOf(file).has(anchor)) {
      faults.broken.push(`${from} links to ${href}, where there is no such anchor`);
    }
  };
  for (const [path, { hrefs }] of contents) for (const href of hrefs) follow(path, href);
  for (const file of files) {
    if (!/\.(md|txt)$/.test(file)) continue;
    const text = await readFile(new URL(file, folder), "utf8");
    for (const [, href = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (!href.includes("#")) follow(file, href);
    }
  }
  return faults;
}
