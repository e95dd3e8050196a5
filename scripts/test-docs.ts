// Opens the built site in Chromium with the network cut off, checks what it promises, and prints the checks as a table.
// `--screenshots FOLDER` keeps a picture of every page.
import { mkdir, readdir, readFile } from "node:fs/promises";
import { launchBrowser } from "../docs/site/browser.ts";
import { checkLinks } from "../docs/site/check-links.ts";
import { checkPages } from "../docs/site/check-pages.ts";
import { measureFirstView } from "../docs/site/check-speed.ts";
import { checkSearch, checkTabs, checkTryIt, checkWithoutScript, searches } from "../docs/site/check-use.ts";
import { serveFolder } from "../docs/site/serve.ts";

const LIMIT_S = 1.5;
const PLAIN_TEXT_S = 0.2;
// As in the build that is checked.
const base = process.env.DOCS_BASE ?? "/";
const folder = new URL("../dist/docs/", import.meta.url);
const files = await readdir(folder, { recursive: true }).catch(() => []);
const pages = files.filter((file) => file.endsWith(".html") && file !== "404.html").sort();
if (pages.length === 0) throw new Error("dist/docs holds no page; run `npm run docs` first.");
const operations = pages.filter((page) => page.startsWith("operations/"));

let passed = 0;
let failed = 0;
const report = (check: string, result: string, faults: string[]) => {
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"}  ${check.padEnd(52)}  ${result}`);
  for (const fault of faults.slice(0, 12)) console.log(`        ${fault}`);
  if (faults.length > 12) console.log(`        and ${faults.length - 12} more`);
  if (faults.length === 0) passed += 1;
  else failed += 1;
};

const option = process.argv.indexOf("--screenshots");
const screenshots = option > 0 ? process.argv[option + 1] : undefined;
if (screenshots) await mkdir(screenshots, { recursive: true });

const links = await checkLinks(folder, base);
const followed = `${links.followed} links, ${links.outside.size} of them outside`;
report("every internal link and anchor resolves", followed, links.broken);

const declared = await readFile(new URL("../src/errors.ts", import.meta.url), "utf8");
const codes = [...declared.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code);
const explained = await readFile(new URL("errors.html", folder), "utf8");
const unexplained = codes.filter((code) => !explained.includes(`<h2 id="${code}"`));
report(
  "every error code has its section",
  `${codes.length} codes`,
  codes.length > 0 ? unexplained.map(String) : ["src/errors.ts declares none"],
);

const server = await serveFolder(folder, { base });
const browser = await launchBrowser();
try {
  report(
    "search leads to the answer",
    `${Object.keys(searches).length} words`,
    await checkSearch(browser, server.url),
  );
  report("samples change with language and example", "", await checkTabs(browser, server.url, operations));
  report(
    "a request is sent from the preview",
    `${operations.length} operations`,
    await checkTryIt(browser, folder, operations),
  );
  const plain = await checkWithoutScript(browser, server.url, pages);
  report("readable without a script", `${pages.length} pages`, plain);

  // What a page of plain text takes beyond this is what else the machine does, and no fault of the site.
  const plainText = await measureFirstView(browser, `${server.url}llms.txt`, "pre", PLAIN_TEXT_S);
  const limitS = LIMIT_S + Math.max(0, plainText.readableS - PLAIN_TEXT_S);
  console.log(`      plain text is readable in ${plainText.readableS.toFixed(2)} s on this machine`);
  for (const [path, ready] of [
    ["index.html", "main pre"],
    ["errors.html", "main h2"],
    [operations[0] ?? "", ".sample pre"],
    ["typescript/atomscale-client.html", "main pre"],
  ] as const) {
    const view = await measureFirstView(browser, server.url + path, ready, limitS);
    const result = `${view.readableS.toFixed(2)} s, ${Math.round(view.transferredKB)} kB`;
    report(`${path} is readable in ${limitS.toFixed(2)} s`, result, view.readableS < limitS ? [] : [result]);
  }

  const walked = [
    "index.html",
    "errors.html",
    operations[0] ?? "",
    "typescript/atomscale-client.html",
    "404.html",
  ];
  const urls = (paths: string[]) => paths.map((path) => server.url + path);
  const all = await checkPages(browser, urls([...pages, "404.html"]), urls(walked), screenshots);
  const views = `${all.views} views, light and dark, 1400 and 390 pixels`;
  report("no request elsewhere, none fails, no warning", views, all.complaints);
  report("no serious or critical finding of axe", views, all.axe);
  report("nothing overflows sideways", views, all.overflow);
  report("the Tab key reaches everything, visibly", `${all.stops} stops`, all.keyboard);
} finally {
  await browser.close();
  await server.close();
}

console.log(`\n${passed} of ${passed + failed} checks passed on ${pages.length} pages`);
if (failed > 0) process.exitCode = 1;
