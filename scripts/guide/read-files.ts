// The files that a page of the guide tells its reader to write: its code blocks with a name in brackets.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../processes/run.ts";

export async function readFiles(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(root, page), "utf8");
  const blocks = text.matchAll(/^```\w+ \[(.+?)\]\n(.*?)^```$/gms);
  return new Map([...blocks].map(([, name = "", code = ""]) => [name, code]));
}

/** Writes all files of a page into a folder; fails where the page has none. */
export async function writeFiles(page: string, folder: string): Promise<void> {
  const files = await readFiles(page);
  if (files.size === 0) throw new Error(`${page} has no code block with a file name.`);
  for (const [name, code] of files) await writeFile(join(folder, name), code);
}
