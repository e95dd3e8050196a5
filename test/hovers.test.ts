// Asks the language service of TypeScript what an editor shows for a name, as that is what most people read first.
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { root } from "./support/readme-blocks.ts";

const file = join(root, "test/hovers.ts");
const code = `import { createClient } from "../src/index.ts";
const atomscale = createClient();
const entry = await atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" });
const annotation = await atomscale.updateSampleAnnotation({ physical_sample_id, annotation_id }, { property_value: 26 });
const layer = await atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" });
`;

const read = (path: string): string | undefined => (path === file ? code : ts.sys.readFile(path));
const service = ts.createLanguageService({
  getScriptFileNames: () => [file],
  getScriptVersion: () => "1",
  getScriptSnapshot: (path) => {
    const text = read(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  getCompilationSettings: () => ({
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
  }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (path) => path === file || ts.sys.fileExists(path),
  readFile: read,
});

function hover(name: string): string {
  const shown = service.getQuickInfoAtPosition(file, code.indexOf(name));
  return ts.displayPartsToString(shown?.displayParts).replace(/\s+/g, " ");
}

// The first question makes the service read all types, which takes seconds on a busy machine.
beforeAll(() => void hover("atomscale"), 60_000);

test.each([
  ["entry =", "const entry: DataEntry"],
  ["annotation =", "const annotation: SampleAnnotation"],
  ["layer =", "const layer: TargetMaterialLayer"],
  [
    "updateDataEntry",
    /, patch: DataEntryPatch, options\?: CallOptions( \| undefined)?\) => Promise<DataEntry>$/,
  ],
  [
    "updateSampleAnnotation",
    /, patch: SampleAnnotationPatch, options\?: CallOptions( \| undefined)?\) => Promise<SampleAnnotation>$/,
  ],
  [
    "updateTargetMaterialLayer",
    /: \(patch: TargetMaterialLayerPatch, options\?: CallOptions( \| undefined)?\) => Promise<TargetMaterialLayer>$/,
  ],
  ["pipeline_status", /\?: "success" \| "pending" \| "error" \| "running"/],
])("createClient: shows names in the hover of %s", (name, shown) => {
  expect(hover(name)).toEqual(typeof shown === "string" ? shown : expect.stringMatching(shown));
});

test("createClient: shows in the hover of a method what it does and how it fails", () => {
  const shown = service.getQuickInfoAtPosition(file, code.indexOf("updateDataEntry"));
  expect(ts.displayPartsToString(shown?.documentation)).toMatch(/^Changes what the catalogue records about/);
  const outcomes = shown?.tags?.filter(({ name }) => name === "throws").map(({ text }) => text?.at(-1)?.text);
  expect(outcomes).toEqual(
    ["not-applied", "unknown", "applied"].map((outcome) => expect.stringContaining(`outcome \`${outcome}\``)),
  );
});
