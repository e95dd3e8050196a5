// Proves that a stranger can install and use the packed package: its files, exports, types, maps, texts for editors, and
// that its two builds get along.
import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { basename, dirname, join, posix } from "node:path";
import { installPacked } from "./package/install-packed.ts";
import { listUnexplained } from "./package/list-unexplained.ts";
import { installFolder, root, run } from "./processes/run.ts";

/** Code of an entry and its types, for one kind of module. */
interface Target {
  readonly types: string;
  readonly default: string;
}

type Targets = Readonly<Record<"import" | "require", Target>>;

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies: Record<string, string>;
  readonly exports: Record<string, string | Targets> & { readonly ".": Targets };
}

const failures: string[] = [];

function expect(what: string, holds: boolean, detail = ""): void {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds || !detail ? "" : `: ${detail}`}`);
  if (!holds) failures.push(what);
}

/** Lists what the tarball must hold: what git tracks of it, and eight files for each entry that is built. */
async function expectedFiles(manifest: Manifest): Promise<string[]> {
  const { files } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { files: string[] };
  const always = ["package.json", "LICENSE", "README.md"];
  const tracked = await run(root, "git", "ls-files", "--", ...always, ...files);
  const built = Object.values(manifest.exports)
    .filter((targets) => typeof targets === "object")
    .flatMap((targets) => [targets.import, targets.require])
    .flatMap(({ types, default: code }) => [types, `${types}.map`, code, `${code}.map`])
    .map((path) => posix.normalize(path));
  return [...tracked.trim().split("\n"), ...built].sort();
}

/** Finds the built file that holds a function. */
async function findFile(
  folder: string,
  files: readonly string[],
  extension: string,
  name: string,
): Promise<string | undefined> {
  for (const file of files.filter((path) => path.startsWith("dist/") && path.endsWith(extension))) {
    if ((await readFile(join(folder, file), "utf8")).includes(`function ${name}(`)) return file;
  }
  return undefined;
}

/** Follows a name in a built file through its map, and tells whether the source says it at that place. */
async function leadsToSource(folder: string, file: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, file), "utf8");
  if (!text.endsWith(`//# sourceMappingURL=${basename(file)}.map`)) return "it names no map";
  const map = JSON.parse(await readFile(join(folder, `${file}.map`), "utf8"));
  const lines = text.split("\n");
  const line = lines.findIndex((candidate) => candidate.includes(`function ${name}(`));
  const entry = new SourceMap(map).findEntry(line, (lines[line] ?? "").indexOf(name));
  if (!("originalSource" in entry)) return `${name} is not mapped`;
  const source = await readFile(join(folder, dirname(file), entry.originalSource), "utf8").catch(() => "");
  const original = source.split("\n")[entry.originalLine] ?? "";
  return original.includes(name) ? undefined : `${name} leads to ${entry.originalSource}, "${original}"`;
}

const tools = await installFolder("test/package");
const consumer = await installPacked();
try {
  const installed = join(consumer.folder, "node_modules/atomscale-client");
  const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as Manifest;

  const expected = await expectedFiles(manifest);
  // What several entries share lies in files of its own, which carry a hash in their names.
  const isShared = (path: string): boolean =>
    /^dist\/[\w-]+-[\w-]{8}(\.js|\.cjs|\.d\.ts|\.d\.cts)(\.map)?$/.test(path);
  const stray = consumer.files.filter((path) => !expected.includes(path) && !isShared(path));
  const missing = expected.filter((path) => !consumer.files.includes(path));
  const differing = `stray: ${stray.join(", ") || "none"}; missing: ${missing.join(", ") || "none"}`;
  expect(`tarball: exactly ${expected.length} files`, stray.length + missing.length === 0, differing);
  expect("manifest: publishable", manifest.private === undefined);
  expect("manifest: one dependency", Object.keys(manifest.dependencies).join() === "openapi-fetch");
  for (const [name, targets] of Object.entries(manifest.exports)) {
    if (typeof targets === "string") continue;
    const order = Object.values(targets).map((target) => Object.keys(target).join());
    expect(`export ${name}: types first`, order.join(" ") === "types,default types,default");
  }

  for (const name of ["createClient", "createFetchClient", "createMockFetch", "updateAll", "openJournal"]) {
    for (const extension of [".js", ".d.ts", ".cjs", ".d.cts"]) {
      const file = await findFile(installed, consumer.files, extension, name);
      const fault = file ? await leadsToSource(installed, file, name) : "no file holds it";
      expect(`map of ${extension}: ${name} leads to its source`, fault === undefined, fault);
    }
  }

  const reads = await run(
    consumer.folder,
    process.execPath,
    "--input-type=commonjs",
    "--eval",
    `const { createClient, isAtomscaleError } = require("atomscale-client");
     const { createMockFetch } = require("atomscale-client/testing");
     const { fetch, calls } = createMockFetch();
     createClient({ apiKey: "key", fetch })
       .updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" })
       .then((layer) => console.log(typeof isAtomscaleError, calls.length, layer.layer_id));`,
  );
  expect("CommonJS: require, call, reply", reads.trim() === "function 1 1", reads);

  const known = await run(
    consumer.folder,
    process.execPath,
    "--input-type=commonjs",
    "--eval",
    `const required = require("atomscale-client");
     const catchRefusal = ({ createClient }) => createClient({ apiKey: "key" }).updateDataEntry({}, {}).catch((error) => error);
     import("atomscale-client").then(async (imported) => {
       const errors = await Promise.all([required, imported].map(catchRefusal));
       for (const { isAtomscaleError } of [required, imported]) console.log(...errors.map(isAtomscaleError));
       console.log(required.AtomscaleError === imported.AtomscaleError, ...errors.map(({ outcome }) => outcome));
     });`,
  );
  const expectedOfBuilds = "true true\ntrue true\nfalse not-applied not-applied";
  expect(
    "both builds in one process: each knows the other's errors",
    known.trim() === expectedOfBuilds,
    known,
  );

  const bundled = await readFile(join(installed, manifest.exports["."].require.default), "utf8");
  expect(
    "CommonJS: openapi-fetch is bundled, with its licence",
    bundled.includes("Copyright (c) 2023 Drew Powers"),
  );
  expect("CommonJS: openapi-fetch is not required", !/require\(["']openapi-fetch/.test(bundled));

  const specifiers = Object.keys(manifest.exports).filter(
    (name) => typeof manifest.exports[name] === "object",
  );
  const { names, parameters, unexplained } = listUnexplained(
    consumer.folder,
    specifiers.map((name) => posix.join(manifest.name, name)),
  );
  const texts = `editor: ${names} names and fields and ${parameters} parameters have a text`;
  expect(texts, names > 200 && parameters > 40 && unexplained.length === 0, unexplained.join(", "));

  for (const [program, ...args] of [
    ["publint", "--strict"],
    ["attw", consumer.tarball],
  ] as const) {
    const bin = join(tools, "node_modules/.bin", program);
    const fault = await run(root, bin, ...args).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect([program, ...args.slice(-1)].join(" "), fault === undefined, fault);
  }
} finally {
  await consumer.remove();
}
if (failures.length > 0) process.exitCode = 1;
