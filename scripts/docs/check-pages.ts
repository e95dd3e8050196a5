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
    for (const url of urls) {
      const { page, complaints } = await openPage(context, url);
      const where = `${url} (${look.scheme}, ${look.width} pixels)`;
      const heading = page
        .locator("main h1, main h2, .api-content h1, .api-content h2, .col-content h1")
        .first();
      if (!(await heading.isVisible())) faults.empty.push(where);
      faults.axe.push(...(await findViolations(page)).map((text) => `${where}: ${text}`));
      faults.overflow.push(...(await findOverflow(page)).map((text) => `${where}: ${text}`));
      for (const kind of ["console", "failed", "foreign"] as const) {
        faults[kind].push(...complaints[kind].map((text) => `${where}: ${text}`));
      }
      if (screenshots) {
        const name = new URL(url).pathname.replace(/\.html$/, "") + new URL(url).hash.replace("#", "");
        const file = `${name.replace(/^\//, "").replaceAll("/", "_")}-${look.width}-${look.scheme}.png`;
        await page.screenshot({ path: `${screenshots}/${file}`, fullPage: !url.includes("/reference/") });
      }
      faults.opened += 1;
      await page.close();
    }
    await context.close();
  }
  return faults;
}
