// Proves the description in other languages: generates a client with each language's own generator, calls every
// vector through it, and fails where the mock gets anything but the vector. Arguments: names of languages.
import { spawn } from "node:child_process";
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { languages } from "../test/clients/languages.ts";
import type { Language } from "../test/clients/row.ts";
import { compareOutcome } from "./clients/compare-outcome.ts";
import { listUnforeseenVectors } from "./clients/list-unforeseen-vectors.ts";
import { type RecordedVector, startRecorder } from "./clients/recorder.ts";
import { startRefusingServer } from "./clients/refusing-server.ts";
import {
  compareLanguagesPage,
  type LanguageResult,
  renderTable,
  writeLanguagesPage,
} from "./clients/write-languages-page.ts";
import type { Description } from "./generate/description.ts";
import type { Vector, Vectors } from "./generate/write-vectors.ts";
import { startMock } from "./mock/start-mock.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = join(root, "generated");
const key = "key-of-the-run";

/** Runs a line of shell in the folder; what the generators and compilers say is shown only where they fail. */
function shell(line: string, folder: string, variables: Record<string, string> = {}): Promise<string> {
  const path = [".venv/bin", "node_modules/.bin"].map((inner) => join(folder, inner));
  const env = { ...process.env, ...variables, PATH: [...path, process.env.PATH].join(delimiter) };
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-euc", line], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      said += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`\`${line}\` ended with ${status}:\n${said.slice(-4000)}`));
    });
  });
}

async function requireTools({ tools }: Language): Promise<void> {
  for (const { probe, name, install } of tools) {
    await shell(probe, root).catch(() => {
      throw new Error(`needs ${name} (${install}).`);
    });
  }
}

/** A gap is known and told on the page, and one that has closed is a fault too. */
function rate(
  language: Language,
  vectors: RecordedVector[],
  faults: string[][],
): Omit<LanguageResult, "printed"> {
  const result = {
    language,
    vectors: { passed: 0, all: 0 },
    unforeseen: { passed: 0, all: 0 },
    isAsExpected: true,
  };
  for (const [index, { operationId, name, prefer }] of vectors.entries()) {
    const passed = faults[index]?.length === 0;
    const count = prefer === undefined ? result.unforeseen : result.vectors;
    count.all += 1;
    if (passed) count.passed += 1;
    const { gaps = [] } = language;
    const isGap = gaps.includes(name) || gaps.includes(`${operationId} ${name}`);
    if (passed !== isGap) continue;
    result.isAsExpected = false;
    const said = passed ? ["passes, but is listed as a gap"] : (faults[index] ?? []);
    for (const fault of said) console.error(`${language.name}: ${operationId} ${name}: ${fault}`);
  }
  return result;
}

/** Runs the program of the page: the mock shows it the record, and a server that refuses its key what a failure looks like. */
async function runFirstUpdate(
  { name, firstUpdate }: Language,
  folder: string,
  mockUrl: string,
  refusal: Vector,
): Promise<string[]> {
  const refusing = await startRefusingServer(refusal);
  const cases = [
    [mockUrl, "updated: "],
    [refusing.url, `failed: ${refusal.status} `],
  ] as const;
  const printed: string[] = [];
  try {
    for (const [url, expected] of cases) {
      const variables = { ATOMSCALE_API_ENDPOINT: url, ATOMSCALE_API_KEY: key };
      const said = await shell(firstUpdate.run, folder, variables);
      if (!said.startsWith(expected))
        throw new Error(`${name}'s ${firstUpdate.file} says ${said}, not ${expected}…`);
      printed.push(said.trimEnd());
    }
  } finally {
    refusing.close();
  }
  return printed;
}

async function testLanguage(language: Language, mockUrl: string): Promise<LanguageResult> {
  const description = JSON.parse(await readFile(join(generated, "openapi.json"), "utf8")) as Description;
  const file = JSON.parse(await readFile(join(generated, "vectors.json"), "utf8")) as Vectors;
  const unforeseen = listUnforeseenVectors(description, file.vectors);
  const vectors: RecordedVector[] = [...file.vectors, ...unforeseen];
  await requireTools(language);
  const folder = await mkdtemp(join(tmpdir(), `atomscale-${language.name}-`));
  const recorder = await startRecorder({ vectors, mockUrl, keyHeader: file.keyHeader, key });
  try {
    await cp(join(root, "test/clients", language.name), folder, { recursive: true });
    for (const name of ["openapi.json", "openapi-3.0.json"]) {
      await copyFile(join(generated, name), join(folder, name));
    }
    await writeFile(join(folder, "vectors.json"), JSON.stringify({ ...file, vectors }));
    for (const step of [language.prepare, language.generate, language.build]) await shell(step, folder);
    const output = await shell(`${language.drive} vectors.json ${recorder.url} ${key}`, folder);
    const refusal = file.vectors.find(({ status }) => status === 401) as Vector;
    const printed = await runFirstUpdate(language, folder, mockUrl, refusal);
    const lines = output.trim().split("\n");
    const faults = vectors.map((vector, index) => {
      return [...recorder.faults(index), ...compareOutcome(vector, lines[index])];
    });
    return { ...rate(language, vectors, faults), printed };
  } finally {
    await recorder.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.filter((name) => !languages.some((language) => language.name === name));
if (unknown.length > 0) {
  throw new Error(`No driver for ${unknown}; there are ${languages.map(({ name }) => name).join(", ")}.`);
}
const chosen = languages.filter(({ name }) => names.length === 0 || names.includes(name));
const mock = await startMock();
const results: LanguageResult[] = [];
for (const language of chosen) {
  const start = performance.now();
  try {
    results.push(await testLanguage(language, mock.url));
  } catch (error) {
    console.error(`${language.name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
  console.error(`${language.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
await mock.close();
console.log(renderTable(results));
if (results.some(({ isAsExpected }) => !isAsExpected)) process.exitCode = 1;
if (results.length === languages.length && !process.exitCode) {
  if (process.argv.includes("--write-table")) await writeLanguagesPage(results);
  else await compareLanguagesPage(results);
}
