// Packs the package and installs the tarball in a new folder outside the checkout, as a stranger would.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "../processes/run.ts";

export interface Consumer {
  /** Folder of a project that has the package installed from its tarball. */
  readonly folder: string;
  readonly tarball: string;
  /** Paths of the files in the tarball, sorted. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/** Builds and packs the package (`prepare` builds) and installs the tarball with its dependency. */
export async function installPacked(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-consumer-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const printed = await run(root, "npm", "pack", "--json", "--silent", "--pack-destination", folder);
    // What `prepare` prints comes before the JSON.
    const [packed] = JSON.parse(printed.slice(printed.search(/^\[/m)));
    const tarball = join(folder, packed.filename);
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", tarball);
    const files = packed.files.map(({ path }: { path: string }) => path).sort();
    return { folder, tarball, files, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
