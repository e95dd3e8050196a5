// Fails where the description breaks clients made from the last released one without a version that says so.
// `--changelog` writes what changed into CHANGELOG.md; `--release` keeps the present bundle as the released one.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compareDescriptions, mayBreak, renderChanges } from "./breaking/compare-descriptions.ts";
import type { Description } from "./generate/description.ts";

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const released = file("test/released/openapi.json");
const current = file("generated/openapi.json");
const changelog = file("CHANGELOG.md");

async function versionOf(path: string): Promise<string> {
  return (JSON.parse(await readFile(path, "utf8")) as Description).info.version;
}

/** Replaces the section of this heading, or puts it before the first one. */
async function writeChangelog(section: string): Promise<void> {
  const text = await readFile(changelog, "utf8");
  const parts = text.split(/^(?=## )/m);
  const [heading = ""] = section.split("\n");
  const isOld = (part: string) => part.startsWith(`${heading}\n`);
  const first = parts.findIndex((part) => part.startsWith("## "));
  const rest = parts.filter((part) => !isOld(part));
  rest.splice(first < 0 ? rest.length : first, 0, `${section}\n`);
  await writeFile(changelog, `${rest.join("").trimEnd()}\n`);
}

const [from, to] = await Promise.all([versionOf(released), versionOf(current)]);
const changes = await compareDescriptions(released, current);
const section = renderChanges(changes, from);
console.log(section);
if (changes.some(({ breaking }) => breaking) && !mayBreak(from, to)) {
  console.error(
    `The description ${to} breaks clients made from ${from}. Undo that, or raise info.version in openapi/openapi.yaml ` +
      "to another major version (under 1.0.0: another minor one).",
  );
  process.exitCode = 1;
} else if (process.argv.includes("--changelog")) {
  await writeChangelog(section);
} else if (process.argv.includes("--release")) {
  await copyFile(current, released);
}
