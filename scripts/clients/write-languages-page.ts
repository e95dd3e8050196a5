// Writes the part of docs/other-languages.md that a run of all languages produces: commands and table.
import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Language } from "../../test/clients/row.ts";

export interface LanguageResult {
  language: Language;
  vectors: { passed: number; all: number };
  unforeseen: { passed: number; all: number };
  isAsExpected: boolean;
  /** What the first update printed: against the mock, and where its key is refused. */
  printed: string[];
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

async function renderCommands({ language, printed }: LanguageResult): Promise<string> {
  const { name, title, install, generate, firstUpdate } = language;
  const file = new URL(`../../test/clients/${name}/${firstUpdate.file}`, import.meta.url);
  const program = await readFile(file, "utf8");
  const block = (type: string, text: string): string => `\`\`\`${type}\n${text.trimEnd()}\n\`\`\``;
  return `${[
    `### ${title}`,
    block("sh", `${install}\n${generate}`),
    `A first update, \`${firstUpdate.file}\`, with the key in \`ATOMSCALE_API_KEY\`:`,
    block(extname(firstUpdate.file).slice(1), program),
    `\`${firstUpdate.run}\` prints against the mock, and where the key is refused:`,
    block("text", printed.join("\n")),
  ].join("\n\n")}\n`;
}

async function replacePart(results: LanguageResult[]): Promise<{ old: string; current: string }> {
  const old = await readFile(page, "utf8");
  const [before, rest] = old.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`${page.pathname} has lost its two marks.`);
  const commands = (await Promise.all(results.map(renderCommands))).join("\n");
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
