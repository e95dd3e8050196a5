import { afterEach, describe, expect, test, vi } from "vitest";
import { checkAll, type Refusal, type Update } from "../src/batch/index.ts";
import { createClient } from "../src/index.ts";
import { createMockFetch } from "../src/testing.ts";
import { entry } from "./support/batch-updates.ts";

afterEach(() => vi.unstubAllGlobals());

async function refusals(updates: Iterable<unknown> | AsyncIterable<unknown>): Promise<Refusal[]> {
  const list: Refusal[] = [];
  for await (const refusal of checkAll(updates as Iterable<Update>)) list.push(refusal);
  return list;
}

const odd: readonly unknown[] = [
  { ...entry(0), patch: { raw_name: null } },
  { ...entry(0), patch: { rawname: "a" }, path: { data_id: "x" } },
  { ...entry(0), patch: {} },
  { operation: "updateTargetMaterialLayer", patch: { layer_id: 1, mp_id: "mp-1" } },
  {
    operation: "updateSampleAnnotation",
    path: { physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab" },
    patch: { property_value: Number.NaN },
  },
];

describe("checkAll", () => {
  test("yields each refusal with its position and ref, and nothing for the rest", async () => {
    const list = await refusals([entry(0), { ...(odd[0] as Update), ref: "row 2" }, entry(2), null]);
    expect(list.map(({ index, ref, operation }) => [index, ref, operation])).toEqual([
      [1, "row 2", "updateDataEntry"],
      [3, undefined, "update"],
    ]);
  });

  test("needs no client, key or network", async () => {
    vi.stubGlobal("fetch", () => {
      throw new Error("network");
    });
    await expect(refusals([entry(0)])).resolves.toEqual([]);
  });

  test.each(odd)("refuses %j as the client does", async (update) => {
    const atomscale = createClient({
      apiKey: "test-key",
      fetch: createMockFetch().fetch,
    }) as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
    const { operation, path, patch } = update as { operation: string; path?: object; patch: object };
    const call = path ? atomscale[operation]?.(path, patch) : atomscale[operation]?.(patch);
    const expected = await call?.catch((error: unknown) => error);
    const [refusal] = await refusals([update]);
    expect(refusal?.error).toBeInstanceOf(Error);
    // Only the name of what is missing differs: a method's first argument is an update's path.
    const words = JSON.stringify(expected).replaceAll("the first argument", "path");
    expect(JSON.stringify(refusal?.error)).toBe(words);
  });

  test("reads an async iterable, and surfaces what it throws", async () => {
    async function* broken(): AsyncGenerator<unknown> {
      yield odd[2];
      throw new Error("row 2");
    }
    const run = checkAll(broken() as AsyncGenerator<Update>);
    expect((await run.next()).value).toMatchObject({ index: 0 });
    await expect(run.next()).rejects.toThrow("row 2");
  });
});
