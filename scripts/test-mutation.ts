// Changes src/ in one place at a time, and fails where too few of the changes, or one without a reason, go unnoticed.
// `test-mutation.ts src/retry.ts` takes these files only.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { survivors } from "../test/mutation/survivors.ts";
import { installFolder, root } from "./processes/run.ts";

const LEAST_SCORE = 95;

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** Gives the text between two positions on one line, where a mutant that spans more is cut at the first. */
function textAt(source: string, { start, end }: Mutant["location"]): string {
  const line = source.split("\n")[start.line - 1] ?? "";
  return line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
}

// Without its peer Vitest, so that it takes the project's.
const folder = await installFolder("test/mutation", "--legacy-peer-deps");
const files = process.argv.slice(2);
const only = files.length > 0 ? ["--mutate", files.join(",")] : [];
const stryker = join(folder, "node_modules/@stryker-mutator/core/bin/stryker.js");
// It takes three quarters of an hour on two cores, and tells how far it is.
const running = spawn(process.execPath, [stryker, "run", "test/mutation/stryker.config.json", ...only], {
  cwd: root,
  stdio: "inherit",
});
const [status] = await once(running, "exit");
if (status !== 0) throw new Error(`Stryker ended with ${status}.`);
const report: Report = JSON.parse(await readFile(join(root, "dist/mutation.json"), "utf8"));

const total = { noticed: 0, survived: 0 };
const reasons: string[] = [];
const outdated: string[] = [];
let unexplained = 0;
console.log("| file | mutants | noticed | by a time limit | unnoticed | score |");
console.log("| --- | --- | --- | --- | --- | --- |");
for (const [file, { source, mutants }] of Object.entries(report.files)) {
  const count = (...statuses: string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const survived = count("Survived", "NoCoverage");
  total.noticed += noticed;
  total.survived += survived;
  const lines = source.split("\n").map((line) => line.trim());
  for (const { line } of survivors.filter((each) => each.file === file && !lines.includes(each.line)))
    outdated.push(`${file}: ${line}`);
  const score = ((100 * noticed) / (noticed + survived || 1)).toFixed(1);
  console.log(
    `| ${file} | ${noticed + survived} | ${noticed} | ${count("Timeout")} | ${survived} | ${score} % |`,
  );
  for (const mutant of mutants) {
    if (!["Survived", "NoCoverage"].includes(mutant.status)) continue;
    const code = textAt(source, mutant.location);
    const line = lines[mutant.location.start.line - 1];
    const known = survivors.find(
      (each) =>
        each.file === file &&
        each.line === line &&
        each.code === code &&
        each.replacement === mutant.replacement,
    );
    if (!known) unexplained++;
    reasons.push(
      `${file}:${mutant.location.start.line}: \`${code}\` as \`${mutant.replacement}\`: ${known?.reason ?? "NO REASON IS LISTED"}`,
    );
  }
}
const score = (100 * total.noticed) / (total.noticed + total.survived);
console.log(
  `| all | ${total.noticed + total.survived} | ${total.noticed} | | ${total.survived} | ${score.toFixed(1)} % |\n`,
);
console.log(reasons.join("\n"));
if (score < LEAST_SCORE) console.error(`The score is below ${LEAST_SCORE} %.`);
if (unexplained > 0)
  console.error(`${unexplained} changes went unnoticed without a reason in test/mutation/survivors.ts.`);
if (outdated.length > 0)
  console.error(`test/mutation/survivors.ts lists lines that are no more:\n${outdated.join("\n")}`);
process.exitCode = score < LEAST_SCORE || unexplained > 0 || outdated.length > 0 ? 1 : 0;
