// Plants faults in copies of the client, one at a time, and fails where the truth machine does not find one of them.
// `test-planted-faults.ts 425 redirect` takes only the faults in whose words one of these occurs.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type PlantedFault, plantedFaults } from "../test/truth/planted-faults.ts";
import { root } from "./processes/run.ts";

const CALLS = 5_000;
const SEED = 1;
const LEAST_FAULTS = 25;

interface Found {
  readonly calls: number;
  readonly what: string;
  readonly kind: string;
  readonly call: unknown;
}

const words = process.argv.slice(2);
const chosen = plantedFaults.filter(
  ({ does }) => words.length === 0 || words.some((word) => does.includes(word)),
);
const folder = await mkdtemp(join(tmpdir(), "atomscale-planted-"));

async function copy(name: string, fault?: PlantedFault): Promise<string> {
  const copied = join(folder, name);
  for (const part of ["src", "generated"])
    await cp(join(root, part), join(copied, part), { recursive: true });
  await symlink(join(root, "node_modules"), join(copied, "node_modules"));
  await writeFile(join(copied, "package.json"), '{ "type": "module" }');
  if (fault) {
    const file = join(copied, "src", fault.file);
    const [before, after, ...more] = (await readFile(file, "utf8")).split(fault.text);
    if (after === undefined || more.length > 0 || fault.text === fault.replacement) {
      throw new Error(`${fault.file} does not hold once what is to be replaced: ${fault.text}`);
    }
    await writeFile(file, `${before}${fault.replacement}${after}`);
  }
  return join(copied, "src/index.ts");
}

async function search(client: string): Promise<Found | null> {
  const finder = join(root, "test/truth/find-violation.ts");
  const args = ["--import", "tsx", finder, client, `${SEED}`, `${CALLS}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

try {
  // Texts first, so that a list that no longer fits the client fails at once.
  const copies = await Promise.all(chosen.map((fault, index) => copy(`${index}`, fault)));
  const sound = await search(await copy("sound"));
  if (sound) throw new Error(`The client as it is claims something untrue: ${JSON.stringify(sound)}`);
  console.log("| file | the client | found after | as | in |");
  console.log("| --- | --- | --- | --- | --- |");
  const missed: string[] = [];
  for (const [index, { file, does }] of chosen.entries()) {
    const found = await search(copies[index] as string);
    if (!found) missed.push(does);
    if (process.env.DETAILS) console.log(JSON.stringify(found));
    const cells = found ? [`${found.calls} calls`, found.what, found.kind] : ["not found", "", ""];
    console.log(`| ${[file, does, ...cells].join(" | ")} |`);
  }
  console.log(
    `\n${chosen.length - missed.length} of ${chosen.length} found within ${CALLS} calls of seed ${SEED}`,
  );
  if (missed.length > 0) throw new Error(`Not found: ${missed.join("; ")}`);
  if (words.length === 0 && chosen.length < LEAST_FAULTS)
    throw new Error(`Fewer than ${LEAST_FAULTS} faults`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
