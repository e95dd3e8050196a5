// Bundles the page of the recipe for React, serves it beside its route, and clicks its button in Chromium.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchBrowser } from "../../docs/site/browser.ts";

/**
 * `folder` holds `page.tsx` and `route.ts`; `service` is where the route sends updates. Returns what the page says after the
 * click, and the script that it loads.
 */
export async function clickInPage(
  folder: string,
  service: string,
): Promise<{ status: string; script: string }> {
  const { build } = createRequire(join(folder, "index.js"))("esbuild");
  const bundled = await build({
    entryPoints: [join(folder, "page.tsx")],
    bundle: true,
    write: false,
    jsx: "automatic",
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const script: string = bundled.outputFiles[0].text;
  process.env.ATOMSCALE_API_ENDPOINT = service;
  const module = `${pathToFileURL(join(folder, "route.ts")).href}?service=${service}`;
  const { route } = (await import(module)) as { route: Server };
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/atomscale/")) return route.emit("request", request, response);
    const [type, body] = request.url === "/page.js" ? ["text/javascript", script] : ["text/html", html];
    return response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.getByRole("button").click();
    const status = page.getByRole("status").filter({ hasText: /\w/ });
    return { status: (await status.textContent()) ?? "", script };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

const html =
  '<!doctype html><title>Page</title><div id="root"></div><script type="module" src="/page.js"></script>';
