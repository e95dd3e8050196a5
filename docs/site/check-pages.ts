// Opens every page in light and dark, wide and narrow: nothing may fail, leave for elsewhere,
// overflow sideways or break a serious rule of accessibility.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { looks, openContext, openPage } from "./browser.ts";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; html: string }[] }[];
}

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    // Preloading would fetch the style sheets again, which a page from the file system may not do.
    "axe.run(document, { preload: false, resultTypes: ['violations'] })",
  )) as AxeResult;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 120)}`),
    );
}

/** Names what reaches beyond the right edge of the window, unless a part of the page scrolls it. */
async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const pageWidth = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
    return pageWidth > width ? [`the page is ${pageWidth} pixels wide, the window ${width}`] : [];
  });
}

export interface PageFaults {
  opened: number;
  console: string[];
  failed: string[];
  foreign: string[];
  axe: string[];
  overflow: string[];
  empty: string[];
}

/** The heading that tells that a page has been drawn. */
export const heading = "main h1, .api-content h1, .api-content h2";

/** Two pages at a time: more would only wait for each other. */
async function forEachPage(urls: string[], visit: (url: string) => Promise<void>): Promise<void> {
  const waiting = [...urls];
  const work = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) await visit(url);
  };
  await Promise.all([work(), work()]);
}

export async function checkPages(
  browser: Browser,
  urls: string[],
  screenshots?: string,
): Promise<PageFaults> {
  const faults: PageFaults = {
    opened: 0,
    console: [],
    failed: [],
    foreign: [],
    axe: [],
    overflow: [],
    empty: [],
  };
  for (const look of looks) {
    const context = await openContext(browser, look);
    await forEachPage(urls, async (url) => {
      const { page, complaints } = await openPage(context, url);
      const where = `${url} (${look.scheme}, ${look.width} pixels)`;
      if (!(await page.locator(heading).first().isVisible())) faults.empty.push(where);
      faults.axe.push(...(await findViolations(page)).map((text) => `${where}: ${text}`));
      faults.overflow.push(...(await findOverflow(page)).map((text) => `${where}: ${text}`));
      for (const kind of ["console", "failed", "foreign"] as const) {
        faults[kind].push(...complaints[kind].map((text) => `${where}: ${text}`));
      }
      if (screenshots) {
        const { pathname, hash } = new URL(url);
        const name = `${pathname.slice(1)}${hash}`.replace(/\.html|#/g, "").replaceAll("/", "_");
        const path = `${screenshots}/${name}-${look.width}-${look.scheme}.png`;
        await page.screenshot({ path, fullPage: !pathname.includes("/reference/") });
      }
      faults.opened += 1;
      await page.close();
    });
    await context.close();
  }
  return faults;
}
