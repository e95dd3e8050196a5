// Starts the system's Chromium with the network cut off but for the loopback interface.
import { access } from "node:fs/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const candidates = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

async function findChromium(): Promise<string> {
  for (const path of candidates) {
    if (
      path &&
      (await access(path).then(
        () => true,
        () => false,
      ))
    )
      return path;
  }
  throw new Error(
    "No Chromium was found. Install it (Debian: apt-get install -y chromium) or set CHROMIUM_PATH to it.",
  );
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // No name resolves, so nothing but an address of this machine can be reached.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

export interface Look {
  scheme: "light" | "dark";
  width: number;
}

export const looks: Look[] = [
  { scheme: "light", width: 1400 },
  { scheme: "dark", width: 1400 },
  { scheme: "light", width: 390 },
  { scheme: "dark", width: 390 },
];

export async function openContext(browser: Browser, { scheme, width }: Look): Promise<BrowserContext> {
  const viewport = { width, height: width < 600 ? 844 : 900 };
  const context = await browser.newContext({ viewport, colorScheme: scheme });
  context.setDefaultTimeout(60_000);
  return context;
}

/** What went wrong while a page was open: messages of the console, requests that failed or left for elsewhere. */
export interface Complaints {
  console: string[];
  failed: string[];
  foreign: string[];
}

export async function openPage(
  context: BrowserContext,
  url: string,
): Promise<{ page: Page; complaints: Complaints }> {
  const page = await context.newPage();
  const complaints: Complaints = { console: [], failed: [], foreign: [] };
  const home = new URL(url);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.console.push(message.text());
  });
  page.on("pageerror", (error) => complaints.console.push(error.message));
  page.on("requestfailed", (request) => complaints.failed.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.failed.push(`${response.status()} ${response.url()}`);
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    const own = target.protocol === home.protocol && target.host === home.host;
    if (!own && !["data:", "blob:"].includes(target.protocol)) complaints.foreign.push(request.url());
  });
  await page.goto(url, { waitUntil: "load" });
  if (url.includes("/reference/")) await settleReference(page);
  return { page, complaints };
}

/** Waits until Redoc has taken over from its prerendered page and has drawn all that it draws in idle time. */
export async function settleReference(page: Page): Promise<void> {
  await page.locator('[data-testid="search-trigger"][tabindex="0"]').first().waitFor({ state: "attached" });
  await page.locator(".api-content").first().waitFor();
  let length = -1;
  for (let still = 0; still < 3; ) {
    await page.waitForTimeout(200);
    const now = Number(await page.evaluate("document.querySelector('.api-content').innerHTML.length"));
    still = now === length ? still + 1 : 0;
    length = now;
  }
}
