// Measures what the package costs before its first call: time to import it, and its size as a page loads it.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { median } from "./statistics.ts";

const ROUNDS = 25;

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Time to import a module in a new process, in milliseconds, as the median of many. */
export async function measureImport(module: string): Promise<number> {
  const script = `const started = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - started);`;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: here("."),
    });
    times.push(Number(stdout));
  }
  return median(times);
}

/** What one of these imports weighs, minified and compressed by gzip, in bytes. */
export async function measureSize(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: here("."), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}
