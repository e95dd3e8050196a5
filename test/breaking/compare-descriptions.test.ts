// Each comparison starts a process of Redocly, so the table is a suite of its own.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { compareDescriptions } from "../../scripts/breaking/compare-descriptions.ts";
import type { Description } from "../../scripts/generate/description.ts";
import { ratedBodies } from "./rated-bodies.ts";
import { ratedOperations } from "./rated-operations.ts";

const bundle = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
const text = await readFile(bundle, "utf8");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomscale-rated-"));
});

afterAll(() => rm(folder, { recursive: true }));

describe.concurrent("compareDescriptions", { timeout: 120_000 }, () => {
  test.for([...ratedOperations, ...ratedBodies])(
    "rates as $verdict and names it when $name",
    async ({ name, verdict, says, apply }, { expect }) => {
      const copy = JSON.parse(text) as Description;
      apply(copy);
      const path = join(folder, `${name}.json`);
      await writeFile(path, JSON.stringify(copy, null, 2));
      const changes = await compareDescriptions(bundle, path);
      expect(changes.some(({ breaking }) => breaking)).toBe(verdict === "breaking");
      const named = changes.filter(({ breaking }) => breaking === (verdict === "breaking"));
      expect(named.map((change) => change.text).join("\n")).toContain(says);
    },
  );
});
