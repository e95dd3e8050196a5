// Names that the generated methods and types bear when operations have something in common.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Description } from "../scripts/generate/description.ts";
import { writeClient } from "../scripts/generate/write-client.ts";

test("writeClient: names two lists of values of one field apart", async () => {
  const file = new URL("../generated/openapi.json", import.meta.url);
  const description = JSON.parse(await readFile(file, "utf8")) as Description;
  const { patch } = description.paths["/data_entries/{data_id}"] as { patch: object };
  Object.assign(description.paths, {
    "/copies/{data_id}": { patch: { ...patch, operationId: "updateCopy" } },
  });
  const names = [...writeClient(description).matchAll(/^export type (\w+) /gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(["PipelineStatus", "DataEntryPatchPipelineStatus"]));
  expect(names).toHaveLength(new Set(names).size);
});
