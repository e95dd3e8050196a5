// Opens the built site in Chromium with the network cut off, checks all that it promises,
// and prints the checks as a table while it goes, which takes some minutes.
// `--screenshots FOLDER` keeps a picture of every page.
import { mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../docs/site/browser.ts";
import { checkKeyboard } from "../docs/site/check-keyboard.ts";
import { checkLinks } from "../docs/site/check-links.ts";
import { checkPages } from "../docs/site/check-pages.ts";
import { checkReference, search } from "../docs/site/check-reference.ts";
import { measureFirstView } from "../docs/site/check-speed.ts";
import { checkFirstScreen, checkPreview } from "../docs/site/check-start.ts";
import { referenceRoutes } from "../docs/site/reference.ts";
import { readSamples } from "../docs/site/samples.ts";
import { serveFolder } from "../docs/site/serve.ts";
import type { Description } from "./generate/description.ts";

const folder = new URL("../dist/docs/", import.meta.url);
const generated = new URL("../generated/", import.meta.url);
let passed = 0;
let failed = 0;
const report = (check: string, result: string, faults: string[]) => {
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"}  ${check.padEnd(58)}  ${result}`);
  for (const fault of faults.slice(0, 8)) console.log(`        ${fault}`);
  if (faults.length > 8) console.log(`        and ${faults.length - 8} more`);
  if (faults.length === 0) passed += 1;
  else failed += 1;
};

const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
const files = (await readdir(folder, { recursive: true }).catch(() => [])).filter((file) =>
  file.endsWith(".html"),
);
if (files.length === 0) throw new Error("dist/docs holds no page; run `npm run docs` first.");
const pages = files.flatMap((file) =>
  file === "reference/index.html"
    ? [file, ...referenceRoutes(description).map((route) => `${file}${route}`)]
    : [file],
);
const option = process.argv.indexOf("--screenshots");
const screenshots = option > 0 ? process.argv[option + 1] : undefined;
if (screenshots) await mkdir(screenshots, { recursive: true });

// Below a path, as on a host that serves several sites.
const server = await serveFolder(folder, 0, "/some/where/");
const reference = `${server.url}reference/index.html`;
const browser = await launchBrowser();
try {
  const served = await checkPages(
    browser,
    pages.map((page) => server.url + page),
    screenshots,
  );
  const opened = `${served.opened} views of ${pages.length} pages`;
  report("shows content below a path, with no network", opened, served.empty);
  report("writes no error or warning to the console", opened, served.console);
  report("no request fails", opened, served.failed);
  report("no request leaves for elsewhere", opened, served.foreign);
  report(
    "no serious or critical finding of axe-core",
    `${opened}, light and dark, 1400 and 390 pixels`,
    served.axe,
  );
  report("nothing overflows sideways", opened, served.overflow);

  const firstScreen = await checkFirstScreen(browser, `${server.url}index.html`);
  report("the first screen says what this is and shows a call", "1400 and 390 pixels", firstScreen);
  const preview = await checkPreview(browser, description);
  report("a line copied from the preview is answered", `${preview.copied} lines of curl`, preview.faults);

  const links = await checkLinks(browser, folder, pages);
  report("works from the file system", `${pages.length} pages`, links.local);
  report(
    "every internal link and anchor resolves",
    `${links.followed} links, ${links.outside.size} of them outside`,
    links.broken,
  );

  const samples = await readSamples(description, new URL("samples/", generated), (source) => source);
  const shown = await checkReference(browser, reference, description, samples);
  report(
    "operations show parameters, values, units, replies",
    `${shown.facts} facts, ${shown.samples} samples`,
    shown.missing,
  );

  const { found, at } = await search(browser, reference, "element_dict");
  const lands = found.includes("element_dict") && at.includes("updatetargetmateriallayer");
  report("search finds element_dict", "keyboard only", lands ? [] : [`${found} at ${at}`]);

  for (const look of [
    { scheme: "light", width: 1400 },
    { scheme: "dark", width: 390 },
  ] as const) {
    const keyboard = await checkKeyboard(
      browser,
      pages.map((page) => server.url + page),
      look,
    );
    report(
      `the Tab key reaches everything at ${look.width} pixels`,
      `${keyboard.stops} stops`,
      keyboard.unreached,
    );
    report(
      `every stop shows that it has the focus at ${look.width} pixels`,
      `${keyboard.stops} stops`,
      keyboard.unseen,
    );
  }
} finally {
  await browser.close();
}

for (const [name, path, ready] of [
  ["start page", "index.html", "main pre"],
  ["reference", `reference/index.html${referenceRoutes(description)[1]}`, ".panel-request-samples pre"],
] as const) {
  const { paintMs, readyMs, parts } = await measureFirstView(server.url, folder, path, ready);
  report(
    `first render of the ${name} under 2 s, cold cache`,
    `painted after ${Math.round(paintMs)} ms, ready after ${Math.round(readyMs)} ms`,
    paintMs < 2000 ? [] : [`${Math.round(paintMs)} ms`],
  );
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const gzipped = parts.reduce((sum, part) => sum + part.gzipped, 0);
  console.log(`Weight of the ${name}: ${total} bytes, ${gzipped} gzipped`);
  for (const part of parts.slice(0, 4))
    console.log(`  ${part.path}: ${part.bytes} bytes, ${part.gzipped} gzipped`);
}
await server.close();

console.log(`\n${passed} of ${passed + failed} checks passed on ${fileURLToPath(folder)}`);
if (failed > 0) process.exitCode = 1;
