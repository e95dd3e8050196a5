// Starts the system's Chromium with the network cut off but for the loopback interface.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const candidates = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];

export async function launchBrowser(): Promise<Browser> {
  const executablePath = candidates.find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error(
      "No Chromium was found. Install it (Debian: apt-get install -y chromium) or set CHROMIUM_PATH to it.",
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
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

export async function openContext(
  browser: Browser,
  { scheme, width }: Look,
  javaScriptEnabled = true,
): Promise<BrowserContext> {
  const viewport = { width, height: width < 600 ? 844 : 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    javaScriptEnabled,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(60_000);
  return context;
}

/** Opens a page and collects what goes wrong in it: messages, failed requests, requests that leave for elsewhere. */
export async function openPage(
  context: BrowserContext,
  url: string,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (target.origin !== origin && target.protocol !== "data:") complaints.push(`elsewhere: ${target}`);
  });
  await page.goto(url, { waitUntil: "load" });
  // The theme has taken over from the prerendered page.
  await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
  return { page, complaints };
}
