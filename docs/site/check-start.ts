// Reads the start page as a visitor with little time, and the preview as one who tries things out.
import { execFile } from "node:child_process";
import { isDeepStrictEqual, promisify } from "node:util";
import type { Browser } from "playwright-core";
import { type Description, listOperations } from "../../scripts/generate/description.ts";
import { looks, openContext, openPage } from "./browser.ts";
import { startPreview } from "./preview.ts";

/** What the first screen of the start page must show and does not. */
export async function checkFirstScreen(browser: Browser, url: string): Promise<string[]> {
  const faults: string[] = [];
  for (const look of looks.filter(({ scheme }) => scheme === "light")) {
    const context = await openContext(browser, look);
    const { page } = await openPage(context, url);
    const height = page.viewportSize()?.height ?? 0;
    for (const part of ["h1", ".hero p", ".hero pre >> nth=-1"]) {
      const box = await page.locator(part).first().boundingBox();
      const bottom = box === null ? Number.POSITIVE_INFINITY : box.y + box.height;
      if (bottom > height) faults.push(`${part} ends at ${bottom} of ${height} pixels, ${look.width} wide`);
    }
    await context.close();
  }
  return faults;
}

/** Copies a line of curl of each operation from the preview, runs it, and compares the answer with the one shown. */
export async function checkPreview(
  browser: Browser,
  description: Description,
): Promise<{ copied: number; faults: string[] }> {
  const preview = await startPreview();
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const faults: string[] = [];
  let copied = 0;
  try {
    const page = await context.newPage();
    await page.goto(`${preview.url}samples/index.html`);
    for (const { operationId, request, responses } of listOperations(description)) {
      const payload = Object.keys(request.examples)[0] ?? "";
      const block = page.locator(`[id="${operationId}-${payload}"] .code`).first();
      await block.hover();
      await block.getByRole("button", { name: "Copy" }).click();
      const line = (await page.evaluate("navigator.clipboard.readText()")) as string;
      copied += 1;
      const answer = await promisify(execFile)("sh", ["-c", line]).then(
        ({ stdout }) => JSON.parse(stdout) as unknown,
        (error: Error) => error.message,
      );
      const shown = responses["200"]?.content["application/json"]?.examples[payload]?.value;
      if (!isDeepStrictEqual(answer, shown)) faults.push(`${operationId}: ${JSON.stringify(answer)}`);
    }
  } finally {
    await context.close();
    await preview.close();
  }
  return { copied, faults };
}
