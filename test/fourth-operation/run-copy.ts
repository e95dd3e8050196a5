// Runs the suites of a copy of the tree, and reads what each of them did for the operation that was added.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Counted } from "./count-calls.ts";
import { operationId, path } from "./project-page.ts";

export interface Finished {
  readonly failed: boolean;
  readonly output: string;
}

/** Runs a program of Node in a copy; it may fail. */
export function runIn(
  copy: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<Finished> {
  const env = { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...variables };
  const options = { cwd: copy, env, maxBuffer: 2 ** 28 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ failed: error !== null, output: stdout + stderr }),
    );
  });
}

export const generate = (copy: string): Promise<Finished> =>
  runIn(copy, ["--import", "tsx", "scripts/generate.ts"]);

export const runSuites = (copy: string, ...suites: string[]): Promise<Finished> =>
  runIn(copy, ["node_modules/vitest/vitest.mjs", "run", ...suites]);

export interface SuiteReport {
  readonly suite: string;
  readonly failures: readonly string[];
  /** Number of tests with the operation in their name. */
  readonly named: number;
  readonly calls: number;
  readonly requests: number;
}

interface VitestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Runs all suites of test/ with their calls counted. */
export async function countCalls(copy: string): Promise<SuiteReport[]> {
  const report = join(copy, "report.json");
  const counts = join(copy, "counts.jsonl");
  const config = ["--config", "test/fourth-operation/counted.config.ts"];
  const { output } = await runIn(
    copy,
    ["node_modules/vitest/vitest.mjs", "run", ...config, "--reporter=json", `--outputFile=${report}`],
    { COUNTED_PATH: path, COUNTS_FILE: counts },
  );
  const text = await readFile(report, "utf8").catch(() => {
    throw new Error(`The suites wrote no report:\n${output}`);
  });
  const lines = (await readFile(counts, "utf8")).trim().split("\n");
  const counted = lines.map((line) => JSON.parse(line) as Counted);
  return (JSON.parse(text) as VitestReport).testResults.map(({ name, message, assertionResults }) => {
    const { calls = 0, requests = 0 } = counted.find(({ suite }) => suite === name) ?? {};
    const failures = assertionResults.filter(({ status }) => status === "failed");
    return {
      suite: name.slice(copy.length + 1),
      failures: [...(assertionResults.length === 0 ? [message] : []), ...failures.map((it) => it.fullName)],
      named: assertionResults.filter(({ fullName }) => fullName.includes(operationId)).length,
      calls,
      requests,
    };
  });
}
