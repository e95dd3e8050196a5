// Compiles what runs inside a runtime into a project that has the package installed.
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Compiles the program of each kind of runtime into a folder. */
export async function compileSuite(into: string): Promise<void> {
  const esbuild = createRequire(join(folder, "package.json"))("esbuild") as {
    build(options: object): Promise<unknown>;
  };
  await esbuild.build({
    entryPoints: ["process", "worker", "page"].map((name) => join(folder, `entry-${name}.js`)),
    outdir: into,
    bundle: true,
    external: ["atomscale-client", "node:*"],
    format: "esm",
    target: "es2022",
  });
}
