// What actionlint does not know of the workflows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/readme-blocks.ts";

const folder = join(root, ".github/workflows");
const texts = new Map(
  readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const),
);

test("ci.yml: runs the two commands of the README as a newcomer pastes them", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, block = ""] = /^```sh\n(.*?)\n```$/ms.exec(readme) ?? [];
  const commands = block.split("\n");
  expect(commands.length).toBe(2);
  const steps = [...(texts.get("ci.yml") ?? "").matchAll(/^ +- run: (npm .*)$/gm)].map(([, run]) => run);
  expect(steps).toEqual(commands);
});

test.each([...texts])("%s: pins every action by its commit, with its version beside it", (_, text) => {
  const actions = [...text.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each([...texts])("%s: may read the repository and no more, unless a job says so", (_, text) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  const jobs = [...text.matchAll(/^ {4}permissions:\n((?: {6}.*\n)+)/gm)].map(([, granted]) => granted);
  expect(jobs).toEqual(text.includes("npm publish") ? ["      id-token: write\n"] : []);
});

test("release.yml: publishes with provenance, and has no job that runs in a fork", () => {
  const text = texts.get("release.yml") ?? "";
  expect(text).toContain("npm publish --provenance");
  const jobs = text.slice(text.indexOf("\njobs:\n")).match(/^ {2}\w+:$/gm) ?? [];
  const guards = text.match(/^ {4}if: \$\{\{ !github\.event\.repository\.fork \}\}$/gm) ?? [];
  expect(jobs.length).toBe(3);
  expect(guards.length).toBe(jobs.length);
});
