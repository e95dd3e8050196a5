// Adds a fourth operation to a copy of the tree: every suite must call it, and each file left out must make one fail.
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyTree, countInGuard, listEdits } from "./add-operation.ts";
import { oneOperation } from "./one-operation.ts";
import { operationId } from "./project-page.ts";
import { countCalls, generate, runIn, runSuites, type SuiteReport } from "./run-copy.ts";

const edits = await listEdits();
const LIMIT_MS = 600_000;

/** Adds the operation to a copy without some files, and generates. */
async function addWithout(...left: string[]) {
  const copy = await copyTree();
  for (const { file, apply } of edits) if (!left.includes(file)) await apply(copy);
  return { copy, generated: await generate(copy) };
}

describe("a fourth operation", () => {
  let copy: string;
  let reports: SuiteReport[];

  beforeAll(async () => {
    const whole = await addWithout();
    copy = whole.copy;
    expect(whole.generated.output).toContain("Made generated/");
    await countInGuard(copy);
    reports = await countCalls(copy);
    console.table(
      reports.filter((it) => it.named + it.calls + it.requests > 0).map(({ failures: _, ...it }) => it),
    );
  }, LIMIT_MS);

  afterAll(() => rm(copy, { recursive: true, force: true }));

  test("fails in no suite", () => {
    expect(reports.length).toBeGreaterThan(50);
    expect(reports.flatMap(({ suite, failures }) => failures.map((it) => `${suite}: ${it}`))).toEqual([]);
  });

  test("is called by every suite but those that need one operation only", () => {
    const silent = reports.filter(({ named, calls, requests }) => named + calls + requests === 0);
    expect(silent.map(({ suite }) => suite).sort()).toEqual(Object.keys(oneOperation).sort());
  });

  test(
    "is compiled as a call, an update and a stored record",
    async () => {
      const types = await runIn(copy, ["node_modules/typescript/bin/tsc", "--noEmit"]);
      expect(types.output).toBe("");
    },
    LIMIT_MS,
  );

  test(
    "is called by the truth machine",
    async () => {
      const code = `import { generateCalls } from "./test/truth/generate.ts";
      import { targetOf } from "./test/truth/record.ts";
      console.log(generateCalls(1, 400).filter((call) => call.operationId === "${operationId}").map(targetOf).length);`;
      const { output } = await runIn(copy, ["--import", "tsx", "--input-type=module", "--eval", code]);
      expect(Number(output)).toBeGreaterThan(50);
      const find = ["--import", "tsx", "test/truth/find-violation.ts", "./src/index.ts", "1", "100"];
      expect((await runIn(copy, find)).output.trim()).toBe("null");
    },
    LIMIT_MS,
  );

  test(
    "is planned by the crash run, and sent by the samples",
    async () => {
      const code = `import { planUpdates } from "./scripts/crash/plan.ts";
      console.log(planUpdates(400, Math.random).filter(({ update }) => update.operation === "${operationId}").length);`;
      const { output } = await runIn(copy, ["--import", "tsx", "--input-type=module", "--eval", code]);
      expect(Number(output)).toBeGreaterThan(50);
      const demo = await runIn(copy, ["--import", "tsx", "scripts/demo.ts"]);
      expect(demo.output).toContain(`${operationId}\n  PATCH /projects/`);
    },
    LIMIT_MS,
  );
});

/** The test that fails without a file. Without the others no description can be generated, which names the file. */
const fails: Readonly<Record<string, string>> = {
  "README.md": "README.md: names each operation",
  "docs/guide/first-update.md": "docs/guide/first-update.md: names each operation",
  "docs/index.md": "docs/index.md: names each operation",
  "openapi/openapi.yaml": "payloads: every file is an example of the bundle",
  "openapi/verify.arazzo.yaml": "verify.arazzo.yaml: has a workflow for each operation",
  "test/contract/beyond-pages.ts":
    "description: states what the pages state, and beyond them only what is known",
  "test/contract/pages.ts": "description: has the operations of the pages and no others",
};

describe("a fourth operation without one of its files", () => {
  test.concurrent.each(edits.map(({ file }) => file))(
    "%s: makes a check fail that says so",
    { timeout: LIMIT_MS },
    async (file) => {
      const { copy, generated } = await addWithout(file);
      const suites = ["description.test", "examples.test", "readme.test", "verify.test"];
      const { failed, output } = generated.failed ? generated : await runSuites(copy, ...suites);
      await rm(copy, { recursive: true, force: true });
      expect(failed).toBe(true);
      const said = generated.failed
        ? output
        : output
            .split("\n")
            .filter((line) => line.includes("FAIL"))
            .join("\n");
      expect(said).toContain(fails[file] ?? file.split("/").at(-1));
    },
  );
});
