// Reads the reference as a reader does: each operation must show all that the description says of it.
import type { Browser, Page } from "playwright-core";
import {
  type Description,
  listOperations,
  type ResolvedOperation,
  resolve,
  type Schema,
} from "../../scripts/generate/description.ts";
import { openContext, openPage } from "./browser.ts";
import { referenceRoute } from "./reference.ts";
import type { Sample } from "./samples.ts";

/** Compares what is read, not how it is marked up or broken into lines. */
function normalise(text: string): string {
  return text.replace(/[`\s"]+/g, "");
}

function fieldFacts(description: Description, schema: Schema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const field = resolve(description, property);
    return [name, field.description ?? "", ...(field.enum ?? []), ...(field["x-extensible-enum"] ?? [])];
  });
}

async function expandAll(page: Page): Promise<void> {
  for (;;) {
    const folded = page.getByRole("button", { name: "Expand all" });
    if ((await folded.count()) === 0) return;
    await folded.first().click();
    await page.waitForTimeout(200);
  }
}

/** The texts of the operation with each of its replies chosen in turn. */
async function readOperation(page: Page, operation: ResolvedOperation): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const status of Object.keys(operation.responses)) {
    await page.getByRole("tab", { name: status, exact: true }).first().click();
    await page.waitForTimeout(250);
    await expandAll(page);
    texts[status] = normalise(await page.locator(".api-content").innerText());
  }
  return texts;
}

async function readSamplesShown(page: Page, labels: string[]): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  const panel = page.locator(".panel-request-samples");
  for (const label of labels) {
    await panel.locator('button[aria-haspopup="menu"]').last().click();
    await page.locator(`[role="menuitem"]:has([title="${label}"]):visible`).click();
    await page.waitForTimeout(150);
    shown[label] = normalise((await panel.locator("pre").first().textContent()) ?? "");
  }
  return shown;
}

export interface ReferenceFaults {
  facts: number;
  samples: number;
  missing: string[];
}

export async function checkReference(
  browser: Browser,
  url: string,
  description: Description,
  samples: Sample[],
): Promise<ReferenceFaults> {
  const faults: ReferenceFaults = { facts: 0, samples: 0, missing: [] };
  const context = await openContext(browser, { scheme: "light", width: 1400 });
  for (const operation of listOperations(description)) {
    const { page } = await openPage(context, url + referenceRoute(operation));
    const texts = await readOperation(page, operation);
    const expect = (fact: string, status: string) => {
      faults.facts += 1;
      const found = status === "" ? Object.values(texts).join() : (texts[status] ?? "");
      if (!found.includes(normalise(fact)))
        faults.missing.push(`${operation.operationId} ${status}: ${fact}`);
    };
    for (const fact of [operation.summary, operation.description, operation.path, operation.method])
      expect(fact, "");
    for (const { name, description: text } of operation.parameters)
      for (const fact of [name, text ?? ""]) expect(fact, "");
    for (const fact of fieldFacts(description, operation.request.schema)) expect(fact, "");
    for (const [status, reply] of Object.entries(operation.responses)) {
      expect(reply.description, status);
      const media = reply.content["application/json"];
      if (!media) continue;
      for (const fact of fieldFacts(description, resolve(description, media.schema))) expect(fact, status);
      expect(JSON.stringify(Object.values(media.examples)[0]?.value), status);
    }
    const own = samples.filter(({ operationId }) => operationId === operation.operationId);
    const first = own[0]?.payload;
    const labels = own.map(({ label, payload }) => (payload === first ? label : `${label}, ${payload}`));
    const shown = await readSamplesShown(page, labels);
    for (const [index, { source }] of own.entries()) {
      faults.samples += 1;
      const label = labels[index] ?? "";
      if (shown[label] !== normalise(source))
        faults.missing.push(`${operation.operationId}: the sample ${label}`);
    }
    await page.close();
  }
  await context.close();
  return faults;
}

/** Searches with the keyboard alone and follows the first find; returns where that leads. */
export async function search(
  browser: Browser,
  url: string,
  words: string,
): Promise<{ found: string; at: string }> {
  const context = await openContext(browser, { scheme: "light", width: 1400 });
  const { page } = await openPage(context, url);
  await page.locator('[data-testid="search-trigger"]').focus();
  await page.keyboard.press("Enter");
  await page.locator('[role="dialog"] input, [data-component-name*="Search"] input').first().waitFor();
  await page.keyboard.type(words);
  await page.waitForTimeout(1500);
  await page.keyboard.press("ArrowDown");
  const found = await page.evaluate("document.activeElement.innerText");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1000);
  const at = page.url();
  await context.close();
  return { found: String(found), at };
}
