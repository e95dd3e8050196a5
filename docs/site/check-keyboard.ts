// Walks each page with the Tab key: everything that can be clicked must be reached, and show it.
import type { Browser, Page } from "playwright-core";
import { type Look, openContext, openPage } from "./browser.ts";

// Written as text, because it runs in the page. A tab that is not chosen is reached with the arrow
// keys, and a button inside a link through the link.
const candidates = `[...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex], [role=button], [role=link], [role=menuitem]",
)].filter((element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
  element.getBoundingClientRect().width > 0 &&
  !element.disabled &&
  !(element.getAttribute("role") === "tab" && element.getAttribute("aria-selected") === "false") &&
  !(element.tabIndex < 0 && element.parentElement.closest("a[href], button")) &&
  !element.closest("[aria-hidden=true], [inert]"))`;

const name = `(element) => element.outerHTML.replace(/ class="[^"]*"/g, "").slice(0, 120)`;

// Nothing but a pointer reaches an element that shows the pointer and lies neither in nor around a control.
const pointerOnly = `[...document.body.querySelectorAll("*")].filter((element) =>
  getComputedStyle(element).cursor === "pointer" &&
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.closest("a[href], button, input, select, summary, label, [tabindex], [role=menu]") &&
  !element.querySelector("a[href], button, input, select, summary, [tabindex]"))`;

const missed = `${candidates}.filter((element) => element.tabIndex < 0 || !window.reached.has(element))`;

// Redoc draws a section when it comes near, and nobody presses the next key within that time.
const REDRAWN_MS = 60;
// Redoc may put a new element in the place of one that was reached; the next walk meets the new one.
const WALKS = 3;

export interface KeyboardFaults {
  stops: number;
  unreached: string[];
  unseen: string[];
}

/** Presses Tab until it comes round, and gives the number of stops. */
async function walk(page: Page): Promise<number> {
  await page.evaluate("window.walked = new Set()");
  const limit = 20 + Number(await page.evaluate(`${candidates}.length`)) * 3;
  let stops = 0;
  let lost = 0;
  // Where Redoc draws a section anew it takes the focused element away; the next Tab goes on from its place.
  for (; stops < limit && lost < 2; stops += 1) {
    await page.keyboard.press("Tab");
    if (page.url().includes("/reference/")) await page.waitForTimeout(REDRAWN_MS);
    const atEnd = await page.evaluate(`(() => {
      const element = document.activeElement;
      if (element === document.body || element === null) return undefined;
      if (window.walked.has(element)) return true;
      window.walked.add(element);
      window.reached.add(element);
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      if (!outlined && style.boxShadow === "none") window.unseen.add((${name})(element));
      return false;
    })()`);
    if (atEnd) break;
    lost = atEnd === undefined ? lost + 1 : 0;
  }
  return stops;
}

export async function checkKeyboard(browser: Browser, urls: string[], look: Look): Promise<KeyboardFaults> {
  const faults: KeyboardFaults = { stops: 0, unreached: [], unseen: [] };
  const context = await openContext(browser, look);
  for (const url of urls) {
    const { page } = await openPage(context, url);
    await page.evaluate("window.reached = new Set(); window.unseen = new Set()");
    for (let walks = 0; walks < WALKS; walks += 1) {
      faults.stops += await walk(page);
      if ((await page.evaluate(`${missed}.length`)) === 0) break;
    }
    const unreached = (await page.evaluate(`[...${missed}, ...${pointerOnly}].map(${name})`)) as string[];
    const unseen = (await page.evaluate("[...window.unseen]")) as string[];
    faults.unreached.push(...unreached.map((text) => `${url}: ${text}`));
    faults.unseen.push(...unseen.map((text) => `${url}: ${text}`));
    await page.close();
  }
  await context.close();
  return faults;
}
