import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareDescriptions, mayBreak, renderChanges } from "../scripts/breaking/compare-descriptions.ts";
import type { Description, Schema } from "../scripts/generate/description.ts";

const bundle = fileURLToPath(new URL("../generated/openapi.json", import.meta.url));
const text = await readFile(bundle, "utf8");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomscale-compared-"));
});
afterAll(() => rm(folder, { recursive: true }));

let copies = 0;
/** Compares the bundle with a copy of it that is changed as told. */
async function compareChanged(change: (copy: Description) => void) {
  const copy = JSON.parse(text) as Description;
  change(copy);
  copies += 1;
  const path = join(folder, `${copies}.json`);
  await writeFile(path, JSON.stringify(copy, null, 2));
  return compareDescriptions(bundle, path);
}

function propertiesOf(copy: Description, schema: string): Record<string, Schema> {
  const properties = copy.components.schemas[schema]?.properties;
  if (properties === undefined) throw new Error(`${schema} has no properties.`);
  return properties;
}

// Each comparison starts a process, which takes its time on a busy machine.
describe.concurrent("compareDescriptions", { timeout: 60_000 }, () => {
  test.each<[string, (copy: Description) => void, string]>([
    [
      "a removed enum value",
      (copy) => propertiesOf(copy, "DataEntryPatch").char_source_type?.enum?.pop(),
      "lost values: 'afm'",
    ],
    [
      "a renamed field",
      (copy) => {
        const { raw_name, ...rest } = propertiesOf(copy, "DataEntryPatch");
        Object.assign(copy.components.schemas.DataEntryPatch ?? {}, {
          properties: { ...rest, file_name: raw_name },
        });
      },
      "`raw_name`",
    ],
    [
      "a narrowed reply type",
      (copy) => Object.assign(propertiesOf(copy, "SampleAnnotation").coord_x ?? {}, { type: "number" }),
      'type was ["number","null"], is "number"',
    ],
    [
      "a renamed schema",
      (copy) => {
        const { schemas } = copy.components;
        const renamed = JSON.stringify(copy).replaceAll('schemas/TargetMaterialLayer"', 'schemas/Layer"');
        Object.assign(copy, JSON.parse(renamed));
        const { TargetMaterialLayer, ...rest } = schemas;
        Object.assign(copy.components, { schemas: { ...rest, Layer: TargetMaterialLayer } });
      },
      "TargetMaterialLayer",
    ],
  ])("rates %s as breaking", async (_, change, message) => {
    const breaking = (await compareChanged(change)).filter((entry) => entry.breaking);
    expect(breaking.map((entry) => entry.text).join("\n")).toContain(message);
  });

  test.each<[string, (copy: Description) => void]>([
    [
      "a new field that may be left out",
      (copy) => Object.assign(propertiesOf(copy, "DataEntryPatch"), { note: { type: "string" } }),
    ],
    [
      "a new field of a reply",
      (copy) => Object.assign(propertiesOf(copy, "DataEntry"), { note: { type: "string" } }),
    ],
    [
      "another wording",
      (copy) => Object.assign(copy.components.schemas.DataEntry ?? {}, { description: "Entry." }),
    ],
  ])("rates %s as compatible", async (_, change) => {
    expect(await compareChanged(change)).toEqual([{ breaking: false, text: expect.any(String) }]);
  });

  test("finds no change in the same description", async () => {
    expect(await compareChanged(() => {})).toEqual([]);
  });
});

describe("mayBreak", () => {
  test.each([
    ["0.1.0", "0.1.1", false],
    ["0.1.9", "0.2.0", true],
    ["0.9.0", "1.0.0", true],
    ["1.2.0", "1.3.0", false],
    ["1.2.0", "2.0.0", true],
    ["1.0.0", "0.9.0", false],
  ])("of %s and %s is %s", (from, to, expected) => {
    expect(mayBreak(from, to)).toBe(expected);
  });
});

describe("renderChanges", () => {
  test("lists breaking changes before compatible ones", () => {
    const changes = [
      { breaking: false, text: "B." },
      { breaking: true, text: "A." },
    ];
    expect(renderChanges(changes, "0.1.0")).toBe(
      "## Description since 0.1.0\n\nBreaking:\n\n- A.\n\nCompatible:\n\n- B.\n",
    );
  });
});
