// Proves that the packed package's types hold in a stranger's project, under every supported compiler and resolution:
// what must compile does, and every line that must not is refused with the error that it names.
// `test-types.ts ts7` takes one compiler only.
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPacked } from "./package/install-packed.ts";
import { installFolder, run } from "./processes/run.ts";

const compilers = { ts54: "5.4", ts59: "5.9", ts6: "6", ts7: "7" };
const resolutions = { node16: "node16", nodenext: "nodenext", bundler: "esnext", node10: "commonjs" };
// Where fetch and its types come from.
const platforms = {
  browser: { lib: ["ES2022", "DOM"], types: [] },
  Node: { lib: ["ES2022"], types: ["node"] },
};

interface Project {
  readonly compiler: keyof typeof compilers;
  readonly resolution: keyof typeof resolutions;
  readonly platform: keyof typeof platforms;
  readonly skipLibCheck: boolean;
}

const [only] = process.argv.slice(2);
const chosen = (Object.keys(compilers) as Project["compiler"][]).filter((name) => !only || name === only);
const tools = await installFolder("test/types");

function listProjects(): Project[] {
  const projects: Project[] = [];
  for (const compiler of chosen)
    for (const resolution of Object.keys(resolutions) as Project["resolution"][]) {
      // TypeScript 7 has no node10 any more.
      if (compiler === "ts7" && resolution === "node10") continue;
      for (const platform of Object.keys(platforms) as Project["platform"][])
        for (const skipLibCheck of [false, true])
          projects.push({ compiler, resolution, platform, skipLibCheck });
    }
  return projects;
}

/** Maps each line that must be refused to the codes of the errors that may be given there. */
function readRefusals(source: string): Map<string, string[]> {
  const refusals = new Map<string, string[]>();
  for (const [index, line] of source.split("\n").entries()) {
    const codes = / \/\/ (TS\d+(?: or TS\d+)*)$/.exec(line)?.[1];
    if (codes) refusals.set(`refused.ts:${index + 1}`, codes.split(" or "));
  }
  return refusals;
}

/** Compiles the consumer and returns the first line of each error by its place. */
async function compile(folder: string, project: Project): Promise<Map<string, string>> {
  const { compiler, resolution, platform, skipLibCheck } = project;
  const config = `tsconfig.${Object.values(project).join(".")}.json`;
  // Under node10 a file is CommonJS, which has no `await` at the top.
  const importing =
    resolution === "node10" ? [] : ["accepted.ts", ...(platform === "Node" ? ["journal.ts"] : [])];
  const requiring = ["required.cts", ...(platform === "Node" ? ["journal.cts"] : [])];
  const files = ["refused.ts", ...importing, ...(resolution === "bundler" ? [] : requiring)];
  const settings = {
    compilerOptions: {
      target: "ES2022",
      module: resolutions[resolution],
      moduleResolution: resolution,
      strict: true,
      noEmit: true,
      skipLibCheck,
      ...(resolution === "node10" && compiler === "ts6" && { ignoreDeprecations: "6.0" }),
      typeRoots: [join(tools, "node_modules/@types")],
      ...platforms[platform],
    },
    files,
  };
  await writeFile(join(folder, config), JSON.stringify(settings));
  const tsc = join(tools, "node_modules", compiler, "bin/tsc");
  const printed = await run(folder, process.execPath, tsc, "--project", config, "--pretty", "false").then(
    () => "",
    (error: Error) => error.message,
  );
  const errors = new Map<string, string>();
  for (const [line, file, row] of printed.matchAll(/^(?:(.+?)\((\d+),\d+\): )?error TS.*$/gm))
    errors.set(file === undefined ? line : `${file}:${row}`, line);
  if (errors.size === 0) errors.set("compiler", printed || "accepted everything");
  return errors;
}

/** Lists what a compiler did otherwise than it must. */
function findFaults(errors: Map<string, string>, refusals: Map<string, string[]>): string[] {
  const faults: string[] = [];
  for (const [place, line] of errors) {
    const codes = refusals.get(place);
    if (!codes?.some((code) => line.includes(`error ${code}:`))) faults.push(line);
  }
  for (const place of refusals.keys()) if (!errors.has(place)) faults.push(`${place} compiles`);
  return faults;
}

const consumer = await installPacked();
try {
  await cp(join(tools, "consumer"), consumer.folder, { recursive: true });
  const refusals = readRefusals(await readFile(join(tools, "consumer/refused.ts"), "utf8"));
  if (refusals.size === 0) throw new Error("refused.ts names no error.");
  if (chosen.length === 0) throw new Error(`${only} is not among ${Object.keys(compilers).join(", ")}.`);
  const results = new Map<Project, string[]>();
  const queue = listProjects();
  const work = async (): Promise<void> => {
    for (let project = queue.shift(); project; project = queue.shift())
      results.set(project, findFaults(await compile(consumer.folder, project), refusals));
  };
  await Promise.all([work(), work()]);

  console.log(`${refusals.size} lines must not compile; each cell is for a browser and for Node.\n`);
  const columns = Object.keys(resolutions).flatMap((name) => [name, `${name}, skipLibCheck`]);
  console.log(`| TypeScript | ${columns.join(" | ")} |\n|${" --- |".repeat(columns.length + 1)}`);
  for (const compiler of chosen) {
    const cells = columns.map((column) => {
      const [resolution, skip] = column.split(", ");
      const own = [...results].filter(
        ([project]) =>
          project.compiler === compiler &&
          project.resolution === resolution &&
          project.skipLibCheck === (skip !== undefined),
      );
      const verdicts = own.map(([, faults]) => (faults.length === 0 ? "ok" : `${faults.length} faults`));
      return verdicts.join(", ") || "not in this version";
    });
    console.log(`| ${compilers[compiler]} | ${cells.join(" | ")} |`);
  }
  for (const [project, faults] of results) {
    if (faults.length === 0) continue;
    process.exitCode = 1;
    console.error(`\n${Object.values(project).join(" ")}\n  ${faults.slice(0, 20).join("\n  ")}`);
  }
} finally {
  await consumer.remove();
}
