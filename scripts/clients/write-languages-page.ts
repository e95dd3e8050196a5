// Writes the part of docs/other-languages.md that a run of all languages produces: commands and table.
import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Language } from "../../test/clients/row.ts";

export interface LanguageResult {
  language: Language;
  vectors: { passed: number; all: number };
  unforeseen: { passed: number; all: number };
  isAsExpected: boolean;
}

const page = new URL("../../docs/other-languages.md", import.meta.url);
const begin = "<!-- Written by `npm run test:clients -- --write-table`; not to be edited. -->\n";
const end = "<!-- End of what the run writes. -->\n";

export function renderTable(results: LanguageResult[]): string {
  const rows = results.map(({ language, vectors, unforeseen }) => [
    language.title,
    language.generator,
    language.version,
    `${vectors.passed} of ${vectors.all}`,
    `${unforeseen.passed} of ${unforeseen.all}`,
    language.caveats.join(" "),
  ]);
  const head = ["Language", "Generator", "Version", "Vectors passed", "Unforeseen replies read", "Caveats"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

async function renderCommands({ name, title, install, generate, firstUpdate }: Language): Promise<string> {
  const commands = `### ${title}\n\n\`\`\`sh\n${install}\n${generate}\n\`\`\`\n`;
  if (firstUpdate === undefined) return commands;
  const program = await readFile(
    new URL(`../../test/clients/${name}/${firstUpdate.file}`, import.meta.url),
    "utf8",
  );
  const lines = `A first update, \`${firstUpdate.file}\`, which prints the record, or status and body of a failure:`;
  return `${commands}\n${lines}\n\n\`\`\`${extname(firstUpdate.file).slice(1)}\n${program}\`\`\`\n`;
}

async function replacePart(results: LanguageResult[]): Promise<{ old: string; current: string }> {
  const old = await readFile(page, "utf8");
  const [before, rest] = old.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`${page.pathname} has lost its two marks.`);
  const commands = (await Promise.all(results.map(({ language }) => renderCommands(language)))).join("\n");
  return { old, current: `${before}${begin}\n${renderTable(results)}\n\n${commands}\n${end}${after}` };
}

export async function writeLanguagesPage(results: LanguageResult[]): Promise<void> {
  const { current } = await replacePart(results);
  await writeFile(page, current);
}

export async function compareLanguagesPage(results: LanguageResult[]): Promise<void> {
  const { old, current } = await replacePart(results);
  if (old === current) return;
  console.error(
    "docs/other-languages.md is not what this run gives. Run `npm run test:clients -- --write-table` and commit it.",
  );
  process.exitCode = 1;
}
