// Measures the first view of a page in a browser that has never seen it, and what it weighs.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { launchBrowser, openContext } from "./browser.ts";

export interface Part {
  path: string;
  bytes: number;
  gzipped: number;
}

export interface FirstView {
  /** Time from the start of the navigation to the first paint of content, in milliseconds. */
  paintMs: number;
  /** Time until `ready` is visible, in milliseconds. */
  readyMs: number;
  parts: Part[];
}

/** Takes the best of three, each in a browser of its own: what else the machine does can only slow it down. */
export async function measureFirstView(
  root: string,
  folder: URL,
  path: string,
  ready: string,
): Promise<FirstView> {
  const views = [];
  for (let run = 0; run < 3; run += 1) views.push(await viewOnce(root, folder, path, ready));
  return views.reduce((best, view) => (view.readyMs < best.readyMs ? view : best));
}

async function viewOnce(root: string, folder: URL, path: string, ready: string): Promise<FirstView> {
  const browser = await launchBrowser();
  try {
    const context = await openContext(browser, { scheme: "light", width: 1400 });
    const page = await context.newPage();
    const paths: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(root)) paths.push(new URL(request.url()).pathname);
    });
    const start = performance.now();
    await page.goto(root + path, { waitUntil: "commit" });
    await page.locator(ready).first().waitFor({ state: "visible" });
    const readyMs = performance.now() - start;
    await page.waitForLoadState("load");
    const painted = "performance.getEntriesByName('first-contentful-paint')[0]";
    await page.waitForFunction(painted);
    const paintMs = (await page.evaluate(`${painted}.startTime`)) as number;
    const base = new URL(root).pathname;
    const parts = await Promise.all(
      paths.map(async (requested) => {
        const relative = requested.slice(base.length);
        const content = await readFile(new URL(relative, folder));
        return { path: relative, bytes: content.length, gzipped: gzipSync(content).length };
      }),
    );
    return { paintMs, readyMs, parts: parts.sort((left, right) => right.bytes - left.bytes) };
  } finally {
    await browser.close();
  }
}
