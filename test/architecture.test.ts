// What may import what, and ARCHITECTURE.md as a true picture of it.
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { type Import, listFiles, readImports } from "./support/imports.ts";
import { root } from "./support/readme-blocks.ts";

const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
const files = listFiles("src", ".ts");
const imports = [...files, ...listFiles("generated", ".ts")].flatMap((file) => readImports(file));
const values = imports.filter(
  ({ from, to, isType }) => !isType && files.includes(from) && files.includes(to),
);

const isIn = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);
const name = (path: string): string => path.replace("src/", "");
const show = ({ from, to }: Import): string => `${from} imports ${to}`;

/** Files that a file imports for their values. */
function valuesOf(file: string): string[] {
  return [...new Set(values.filter(({ from }) => from === file).map(({ to }) => to))];
}

/** Tells whether value imports lead from one file to another. */
function leadsTo(from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return valuesOf(from).some((next) => next === to || leadsTo(next, to, seen));
}

/** The picture by its rules: no file without imports, and no arrow where other arrows lead there already. */
function expectedArrows(): string[] {
  const shown = files.filter((file) => valuesOf(file).length > 0);
  return shown.flatMap((from) => {
    const targets = valuesOf(from).filter((to) => shown.includes(to));
    const direct = targets.filter((to) => !targets.some((other) => other !== to && leadsTo(other, to)));
    return direct.map((to) => `${name(from)} --> ${name(to)}`);
  });
}

function drawnArrows(): string[] {
  const [, picture = ""] = /```mermaid\n(.*?)```/s.exec(page) ?? [];
  const [head, ...lines] = picture.trim().split("\n");
  expect(head).toMatch(/^flowchart \w\w$/);
  return lines.flatMap((line) => {
    const [from = "", to = ""] = line.trim().split(" --> ");
    return to.split(" & ").map((target) => `${from} --> ${target}`);
  });
}

test("openapi/: refers to no file outside itself", () => {
  const references = listFiles("openapi", ".yaml").flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/(?:\$ref|externalValue): ["']?([^\s"'#]+)/g)].map(
      ([, target = ""]) => ({ from: file, to: posix.join(posix.dirname(file), target), isType: false }),
    ),
  );
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter(({ to }) => !isIn("openapi", to)).map(show)).toEqual([]);
});

test("generated/: imports nothing but itself, and the package in the samples", () => {
  const outside = imports
    .filter(({ from, to }) => isIn("generated", from) && !isIn("generated", to))
    .filter(({ from, to }) => !(isIn("generated/samples", from) && to === "atomscale-client"));
  expect(outside.map(show)).toEqual([]);
});

test("src/: imports generated/, itself and openapi-fetch, and Node in files of the journal only", () => {
  const outside = imports
    .filter(({ from, to }) => isIn("src", from) && !isIn("src", to) && !isIn("generated", to))
    .filter(({ to }) => to !== "openapi-fetch")
    .filter(({ from, to }) => !(/^src\/batch\/.*journal.*\.ts$/.test(from) && to.startsWith("node:")));
  expect(imports.length).toBeGreaterThan(50);
  expect(outside.map(show)).toEqual([]);
});

test("src/: leads to Node from `atomscale-client/journal` only, as browsers and workers load the rest", () => {
  const withNode = imports
    .filter(({ to, isType }) => to.startsWith("node:") && !isType)
    .map(({ from }) => from);
  expect(withNode.length).toBeGreaterThan(0);
  const entries = files.filter((file) => !values.some(({ to }) => to === file));
  const leading = entries.filter((entry) => withNode.some((file) => file === entry || leadsTo(entry, file)));
  expect(leading).toEqual(["src/batch/journal.ts"]);
});

test("src/: has no cycle of value imports", () => {
  expect(values.length).toBeGreaterThan(30);
  expect(files.filter((file) => leadsTo(file, file))).toEqual([]);
});

// To check updates and options, to know an error, and to wait; whatever sends goes through the methods of a client.
const usableInBatch = [
  "causes",
  "deadline",
  "errors",
  "guard",
  "messages",
  "promise",
  "read-options",
  "readers",
  "retry",
  "words",
];

test("src/batch/: imports of the core only what it must, and is not imported by it", () => {
  const across = values.filter(({ from, to }) => isIn("src/batch", from) !== isIn("src/batch", to));
  const wrong = across.filter(({ to }) => !usableInBatch.some((core) => to === `src/${core}.ts`));
  expect(wrong.map(show)).toEqual([]);
});

test("ARCHITECTURE.md: has a row for each file of src/, and no other", () => {
  const rows = [...page.matchAll(/^\| `([\w/-]+\.ts)` +\| \S.* \|$/gm)].map(([, file]) => file);
  expect(rows.sort()).toEqual(files.map(name).sort());
});

test("ARCHITECTURE.md: draws the imports of src/ by its own rules", () => {
  expect(drawnArrows().sort()).toEqual(expectedArrows().sort());
});

test.each([
  ['import { a } from "./a.ts";', "src/a.ts", false],
  ['import type { A } from "./a.ts";', "src/a.ts", true],
  // This one is left at run time, for what it does when it is loaded.
  ['import { type A } from "./a.ts";', "src/a.ts", false],
  ['export * from "../b/a.js";', "b/a.d.ts", false],
  ['export type * from "a";', "a", true],
  ['const a = await import("./a.ts");', "src/a.ts", false],
  ["const a = await import(name);", "a name that is computed", false],
  ['let a: import("./a.ts").A;', "src/a.ts", true],
  ['import "./a.ts";', "src/a.ts", false],
])("readImports: reads `%s`", (text, to, isType) => {
  expect(readImports("src/test.ts", text)).toEqual([{ from: "src/test.ts", to, isType }]);
});
