// Opens every page in light and dark, wide and narrow: nothing may fail, leave for elsewhere, overflow sideways,
// break a serious rule of accessibility, or be out of reach of the Tab key.
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { type Look, looks, openContext, openPage } from "./browser.ts";

async function findViolations(page: Page): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  // The colours of code are the same on every page, and these pages hold thousands of coloured words.
  if (page.url().includes("/typescript/")) builder.exclude("pre");
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 120)}`));
}

async function findOverflow(page: Page): Promise<string[]> {
  const [wide, window] = (await page.evaluate(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  )) as [number, number];
  return wide > window ? [`the page is ${wide} pixels wide, the window ${window}`] : [];
}

// Written as text, because it runs in the page. Of a group of radio buttons Tab reaches the chosen one.
const controls = `[...document.querySelectorAll("a[href], button, input, textarea, summary, [tabindex='0']")].filter((one) =>
  one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0 && !one.disabled &&
  !(one.type === "radio" && !one.checked) && one.tabIndex >= 0)`;

async function walkByKeyboard(page: Page): Promise<{ stops: number; faults: string[] }> {
  await page.evaluate("scrollTo(0, 0); window.reached = new Set(); window.unseen = []");
  const limit = Number(await page.evaluate(`${controls}.length`)) + 20;
  let stops = 0;
  for (; stops < limit; stops += 1) {
    await page.keyboard.press("Tab");
    const isRound = await page.evaluate(`(() => {
      const one = document.activeElement;
      if (one === document.body || one === null || window.reached.has(one)) return true;
      window.reached.add(one);
      const drawn = one.type === "radio" ? one.nextElementSibling : one;
      const style = getComputedStyle(drawn);
      if (style.outlineStyle === "none" && style.boxShadow === "none") window.unseen.push(one.outerHTML.slice(0, 120));
      return false;
    })()`);
    if (isRound) break;
  }
  const missed = `${controls}.filter((one) => !window.reached.has(one)).map((one) => one.outerHTML.slice(0, 120))`;
  const unreached = (await page.evaluate(missed)) as string[];
  const unseen = (await page.evaluate("window.unseen")) as string[];
  const faults = [
    ...unreached.map((html) => `Tab does not reach ${html}`),
    ...unseen.map((html) => `no sign of focus on ${html}`),
  ];
  return { stops, faults };
}

export interface PageReport {
  views: number;
  stops: number;
  complaints: string[];
  axe: string[];
  overflow: string[];
  keyboard: string[];
}

/** Walks through `walked` with the keyboard: one page of each kind is enough, as the frame is the same. */
export async function checkPages(
  browser: Browser,
  urls: string[],
  walked: string[],
  screenshots?: string,
): Promise<PageReport> {
  const report: PageReport = { views: 0, stops: 0, complaints: [], axe: [], overflow: [], keyboard: [] };
  for (const look of looks) {
    const context = await openContext(browser, look);
    for (const url of urls) {
      const { page, complaints } = await openPage(context, url);
      const where = (texts: string[]) =>
        texts.map((text) => `${new URL(url).pathname} (${look.scheme}, ${look.width}): ${text}`);
      report.axe.push(...where(await findViolations(page)));
      report.overflow.push(...where(await findOverflow(page)));
      if (screenshots) await page.screenshot({ path: fileFor(screenshots, url, look), fullPage: true });
      if ((look.scheme === "light") === look.width > 600 && walked.includes(url)) {
        const { stops, faults } = await walkByKeyboard(page);
        report.stops += stops;
        report.keyboard.push(...where(faults));
      }
      report.complaints.push(...where(complaints));
      report.views += 1;
      await page.close();
    }
    await context.close();
  }
  return report;
}

function fileFor(folder: string, url: string, { width, scheme }: Look): string {
  const name = new URL(url).pathname.slice(1).replace(".html", "").replaceAll("/", "_") || "index";
  return `${folder}/${name}-${width}-${scheme}.png`;
}
