import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";

/** Bundles a program into a folder, for processes that must neither spend time nor memory on compiling it. */
export async function bundleProgram(source: URL, folder: string): Promise<string> {
  const name = basename(source.pathname, ".ts");
  await build({
    entry: { [name]: fileURLToPath(source) },
    outDir: folder,
    dts: false,
    config: false,
    clean: false,
    noExternal: [/./],
    format: "esm",
    logLevel: "error",
  });
  return join(folder, `${name}.mjs`);
}
