// What the pages for contributors say of commands and files is so.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/readme-blocks.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

function runs(text: string | undefined, script: string): boolean {
  return new RegExp(`npm (run )?${script}(?![\\w:])`).test(text ?? "");
}

function whenItRuns(script: string): string {
  const times = [
    [script === "check" || runs(scripts.check, script), "daily"],
    [runs(read(".ci/run"), script), "CI"],
    [script === "check:nightly" || runs(scripts["check:nightly"], script), "nightly"],
  ] as const;
  const names = times.filter(([isSo]) => isSo).map(([, name]) => name);
  return names.join(", ") || "by hand";
}

test("CONTRIBUTING.md: lists every npm script, and when it runs", () => {
  const rows = [
    ...read("CONTRIBUTING.md").matchAll(/^\| `npm (?:run )?([\w:-]+)` +\| \S.* \| (\S.*?) +\|$/gm),
  ];
  const listed = rows.map(([, script, when]) => `${script}: ${when}`);
  // npm calls `prepare` and its like by itself.
  const known = Object.keys(scripts).filter((script) => !/^(pre|post)/.test(script));
  expect(listed.sort()).toEqual(known.map((script) => `${script}: ${whenItRuns(script)}`).sort());
});

test.each(["CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md"])(
  "%s: names no file that is not there",
  (page) => {
    const folders = "\\.ci|\\.github|openapi|generated|src|test|scripts|docs|bench";
    const paths = [...read(page).matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, "g"))].map(
      ([, path]) => path,
    );
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(join(root, path as string)))).toEqual([]);
  },
);
