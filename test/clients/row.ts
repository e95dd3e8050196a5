// What a row of the table of languages consists of, and what several rows share. Each row stands in the folder of its
// language, beside the driver and the lock file.
import { readFileSync } from "node:fs";

export interface Tool {
  /** Ends with 0 where the tool is there. */
  probe: string;
  name: string;
  /** How to get it: a command of Debian, or where Debian's is too old, a page. */
  install: string;
}

export interface Language {
  /** Name of its folder, and its argument of `npm run test:clients`. */
  name: string;
  title: string;
  generator: string;
  version: string;
  tools: Tool[];
  /** What a user types to have the generator. */
  install: string;
  /** What a user types to generate, beside the description; run exactly so. */
  generate: string;
  /** What the run does in place of `install`: the same versions, from the language's lock file. */
  prepare: string;
  build: string;
  /** Called with the file of vectors, the base URL and the key. */
  drive: string;
  caveats: string[];
  /** A program that sends one update, shown on the page, and run against the mock and where its key is refused. */
  firstUpdate: { file: string; run: string };
  /** Names of vectors, alone or after their operation, that the generated client is known to fail; a caveat says so. */
  gaps?: string[];
}

/** Version that a file of a row's folder pins. */
export function pinned(path: string, pattern: RegExp): string {
  const [, version] = pattern.exec(readFileSync(new URL(path, import.meta.url), "utf8")) ?? [];
  if (version === undefined) throw new Error(`${path} pins nothing that matches ${pattern}.`);
  return version;
}

/** Version of an npm package that the package.json of a row pins. */
export function pinnedPackage(row: string, name: string): string {
  return pinned(`${row}/package.json`, new RegExp(`"${name}": "([\\d.]+)"`));
}

export const npm: Tool = { probe: "npm --version", name: "npm", install: "apt-get install npm" };
export const java: Tool = {
  probe: "javac --version && mvn --version",
  name: "a JDK of version 11 or later, and Maven",
  install: "apt-get install default-jdk-headless maven",
};

export const python: Tool = {
  probe: "python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'",
  name: "Python 3.11 or later with venv",
  install: "apt-get install python3-venv",
};
