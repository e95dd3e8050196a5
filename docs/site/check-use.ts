// Uses the site as a reader does: searches, changes the language of a sample, sends a request, reads without a script.
import { isDeepStrictEqual } from "node:util";
import type { Browser } from "playwright-core";
import { openContext, openPage } from "./browser.ts";
import { startPreview } from "./preview.ts";

const wide = { scheme: "light", width: 1400 } as const;

/** Words that readers look for, and the page whose heading or field answers each. */
export const searches: Record<string, string> = {
  element_dict: "operations/updateTargetMaterialLayer.html#element_dict",
  stage_absolute: "operations/updateSampleAnnotation.html#coord_ref_frame",
  updateSampleAnnotation: "operations/updateSampleAnnotation.html",
  "rate-limited": "errors.html#rate-limited",
  "Retry-After": "guide/retries.html",
  proxy: "recipes/proxy.html",
  resume: "guide/journal.html#resume",
  undefined: "guide/first-update.html#undefined-",
  NODE_EXTRA_CA_CERTS: "recipes/proxy.html#a-private-certificate-authority",
};

/** Types each word into the search with the keyboard alone, and follows the first result. */
export async function checkSearch(browser: Browser, url: string): Promise<string[]> {
  const context = await openContext(browser, wide);
  const faults: string[] = [];
  const { page } = await openPage(context, url);
  for (const [word, wanted] of Object.entries(searches)) {
    await page.goto(url);
    await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
    await page.keyboard.press("Control+k");
    await page.locator(".VPLocalSearchBox input").fill(word);
    await page.locator(".VPLocalSearchBox .result").first().waitFor();
    const results = await page
      .locator(".VPLocalSearchBox .results li a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    if (!results[0]?.includes(wanted)) faults.push(`${word} leads to ${results.slice(0, 3).join(", ")}`);
    await page.keyboard.press("Enter");
    await page.waitForURL((at) => at.href.includes(results[0] ?? "\0"));
  }
  await context.close();
  return faults;
}

/** Chooses a language and an example with the keyboard; the choice of language must hold on the next page. */
export async function checkTabs(browser: Browser, url: string, pages: string[]): Promise<string[]> {
  const context = await openContext(browser, wide);
  const [first = "", second = ""] = pages;
  const { page } = await openPage(context, url + first);
  const shown = async () =>
    page
      .locator(".samples pre")
      .evaluateAll((blocks) =>
        blocks.filter((block) => block.checkVisibility()).map((block) => block.textContent ?? ""),
      );
  const faults: string[] = [];
  const expect = async (word: string, when: string) => {
    const [sample = "", ...rest] = await shown();
    if (!sample.includes(word) || rest.length !== 1) faults.push(`${when}: shows ${sample.slice(0, 80)}`);
  };
  await expect("createClient", "at first");
  await page.locator('.language input[value="ts"]').focus();
  await page.keyboard.press("ArrowRight");
  await expect("urllib", "after one step to the right");
  await page.locator(".choice.payload input").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect('"pipeline_status": "error"', "with the second example");
  await page.goto(url + second);
  await page.waitForFunction("document.querySelector('.language [value=py]')?.checked");
  await expect("urllib", "on the next page");
  await context.close();
  return faults;
}

/** Sends the first sample of each operation from the preview, and compares the answer with the response shown. */
export async function checkTryIt(browser: Browser, folder: URL, pages: string[]): Promise<string[]> {
  const preview = await startPreview(folder);
  const context = await openContext(browser, wide);
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    for (const path of pages) {
      await page.goto(preview.url + path);
      const form = page.locator("try-it").first();
      await form.getByRole("button", { name: "Send" }).click();
      const [status = "", ...lines] = ((await form.locator("[role=status] pre").textContent()) ?? "").split(
        "\n",
      );
      const shown = await page.locator(".example .language-json code").first().textContent();
      const isShown = isDeepStrictEqual(JSON.parse(lines.join("\n")), JSON.parse(shown ?? ""));
      if (!status.startsWith("200") || !isShown) faults.push(`${path}: ${status} ${lines.join(" ")}`);
      await form.locator("textarea").fill('{ "pipeline_staus": "success" }');
      await form.getByRole("button", { name: "Send" }).click();
      await form.locator("[role=status] pre", { hasText: /^422/ }).waitFor();
    }
  } finally {
    await context.close();
    await preview.close();
  }
  return faults;
}

/** What a page must show while no script runs. */
export async function checkWithoutScript(browser: Browser, url: string, pages: string[]): Promise<string[]> {
  const context = await openContext(browser, wide, false);
  const page = await context.newPage();
  const faults: string[] = [];
  for (const path of pages) {
    await page.goto(url + path);
    const parts = await page.locator("main :is(h1, p, pre, table, li):visible").count();
    if (parts < 4) faults.push(`${path} shows ${parts} parts`);
    if (!path.startsWith("operations/")) continue;
    await page.locator(".language label", { hasText: "Python" }).click();
    const isShown = await page.locator('.example:visible [data-language="py"]').isVisible();
    if (!isShown) faults.push(`${path} does not show its sample in Python`);
  }
  await context.close();
  return faults;
}
