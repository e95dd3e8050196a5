// The pages in the order in which they are read. A page that does not exist is left out.
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Item {
  text: string;
  link: string;
}

const docs = fileURLToPath(new URL("../", import.meta.url));

const group = (text: string, items: [text: string, link: string][]): { text: string; items: Item[] } => ({
  text,
  items: items
    .filter(([, link]) => existsSync(`${docs}${link === "/" ? "index" : link}.md`))
    .map(([name, link]) => ({ text: name, link: link === "/" ? "/" : `/${link}` })),
});

const operations = readdirSync(`${docs}operations`).map((file): [string, string] => {
  const name = file.slice(0, -".md".length);
  return [name, `operations/${name}`];
});

export const sidebar = [
  group("Start", [
    ["Quickstart", "/"],
    ["Options and keys", "guide/install"],
    ["The three updates", "guide/first-update"],
    ["Errors and outcomes", "guide/errors"],
    ["Retries and time limits", "guide/retries"],
    ["Test your code", "guide/testing"],
    ["The mock", "guide/mock"],
  ]),
  group("Many updates", [
    ["Many updates", "guide/many-updates"],
    ["Resume with a journal", "guide/journal"],
    ["Beyond one machine", "guide/beyond-one-machine"],
    ["Update from a spreadsheet", "recipes/spreadsheet"],
    ["Run a script again", "recipes/run-again"],
  ]),
  group("Recipes", [
    ["Proxy and certificates", "recipes/proxy"],
    ["Logging and tracing", "recipes/logging"],
    ["Keys from a vault", "recipes/vault"],
    ["Jest, Vitest and MSW", "recipes/test-runners"],
    ["In a browser", "recipes/browser"],
    ["React", "recipes/react"],
    ["Old values, undo, clearing", "recipes/old-values"],
    ["Workers and toJSON", "recipes/workers"],
    ["What “Inferred” means", "recipes/inferred"],
  ]),
  group("Operations", operations),
  group("Reference", [
    ["Error codes", "errors"],
    ["atomscale-client", "typescript/atomscale-client"],
    ["atomscale-client/testing", "typescript/atomscale-client/testing"],
    ["atomscale-client/batch", "typescript/atomscale-client/batch"],
    ["atomscale-client/journal", "typescript/atomscale-client/journal"],
    ["Other languages", "guide/other-languages"],
    ["Generated clients, tested", "other-languages"],
    ["Speed and size", "guide/speed"],
  ]),
].filter(({ items }) => items.length > 0);
