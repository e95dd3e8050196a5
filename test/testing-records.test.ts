// createMockFetch with records: what requests change, and what a test reads back.
import { afterEach, describe, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import { createClient } from "../src/index.ts";
import { createMockFetch, type MockFault } from "../src/testing.ts";
import { runClock, stopClock } from "./support/clock.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.useRealTimers();
});

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const physical_sample_id = "a1b2c3d4-5678-90ab-cdef-1234567890ab";
const annotation_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

const LAYERS_URL = `https://api.atomscale.ai${operations.updateTargetMaterialLayer.path}`;
const REQUEST = {
  method: "PATCH",
  headers: { "x-api-key": "test-key" },
  redirect: "manual" as const,
  signal: new AbortController().signal,
};

function stateful(...steps: Parameters<ReturnType<typeof createMockFetch>["play"]>) {
  const given = {
    updateDataEntry: [{ data_id, raw_name: "scan.mp4", pipeline_status: "pending" }],
    updateSampleAnnotation: [{ id: annotation_id, physical_sample_id, annotation_metadata: { a: 1 } }],
    updateTargetMaterialLayer: [
      { id: 7, sample_id: 42, layer_id: 1, mp_id: "mp-1" },
      { id: 8, sample_id: 42, layer_id: 2, mp_id: "mp-2" },
    ],
  };
  const mock = createMockFetch({ records: given }, ...steps);
  const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch, maxRetries: 0 });
  return { ...mock, given, atomscale };
}

describe("createMockFetch with records", () => {
  test("changes the stored record and answers with it", async () => {
    const { atomscale, records } = stateful();
    const changed = { data_id, raw_name: "scan.mp4", pipeline_status: "success" };
    await expect(atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" })).resolves.toEqual(
      changed,
    );
    expect(records.updateDataEntry).toEqual([changed]);
  });

  test("finds a record by another spelling of its id, and keeps the stored spelling", async () => {
    const { atomscale, records } = stateful();
    await atomscale.updateDataEntry({ data_id: data_id.toUpperCase() }, { raw_name: "a" });
    expect(records.updateDataEntry).toEqual([{ data_id, raw_name: "a", pipeline_status: "pending" }]);
  });

  test("finds a layer by each of its names and changes no other", async () => {
    const { atomscale, records } = stateful();
    await atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 2, mp_id: "mp-20" });
    await atomscale.updateTargetMaterialLayer({ id: 7, layer_id: 1, mp_id: "mp-10" });
    expect(records.updateTargetMaterialLayer).toEqual([
      { id: 7, sample_id: 42, layer_id: 1, mp_id: "mp-10" },
      { id: 8, sample_id: 42, layer_id: 2, mp_id: "mp-20" },
    ]);
  });

  test("stores `metadata` under the name that the record has for it", async () => {
    const { atomscale, records } = stateful();
    await atomscale.updateSampleAnnotation({ physical_sample_id, annotation_id }, { metadata: { b: 2 } });
    expect(records.updateSampleAnnotation).toEqual([
      { id: annotation_id, physical_sample_id, annotation_metadata: { b: 2 } },
    ]);
  });

  test("answers 404 for an id that it does not hold, and for a path whose ids are of two records", async () => {
    const { atomscale } = stateful();
    const other = "00000000-0000-4000-8000-000000000000";
    expect(await rejection(atomscale.updateDataEntry({ data_id: other }, { raw_name: "a" }))).toMatchObject({
      code: "not-found",
    });
    const path = { physical_sample_id: other, annotation_id };
    expect(await rejection(atomscale.updateSampleAnnotation(path, { coord_x: 1 }))).toMatchObject({
      code: "not-found",
    });
  });

  test("leaves the given records as they were", async () => {
    const { atomscale, given } = stateful();
    await atomscale.updateDataEntry({ data_id }, { raw_name: "a" });
    expect(given.updateDataEntry[0]?.raw_name).toBe("scan.mp4");
  });

  test("plays its steps first, and changes nothing for a failure", async () => {
    const { atomscale, records, remaining } = stateful({ status: 503 }, { status: 200 });
    await rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(records.updateDataEntry[0]).toMatchObject({ raw_name: "scan.mp4" });
    await atomscale.updateDataEntry({ data_id }, { raw_name: "a" });
    expect(records.updateDataEntry[0]).toMatchObject({ raw_name: "a" });
    expect(remaining).toEqual([]);
  });

  test.each<[MockFault, string, string]>([
    ["connection-refused", "not-applied", "scan.mp4"],
    ["connection-lost", "unknown", "scan.mp4"],
    ["applied-then-lost", "unknown", "a"],
    ["no-answer", "unknown", "scan.mp4"],
  ])("fails with %s, whose outcome is %s, and stores %s", async (fault, outcome, raw_name) => {
    const { atomscale, records } = stateful(fault);
    stopClock();
    const failed = rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(await runClock(failed)).toMatchObject({ outcome });
    expect(records.updateDataEntry[0]).toMatchObject({ raw_name });
  });

  test.each([{ example: "documented" }, { body: { data_id, raw_name: "own" } }])(
    "answers with %j in place of the stored record, which stays as it was",
    async (step) => {
      const { atomscale, records, given } = stateful(step);
      const answer = await atomscale.updateDataEntry({ data_id }, { raw_name: "a" });
      expect(answer.raw_name).not.toBe("a");
      expect(records).toMatchObject(given);
    },
  );

  test("finds a record whose stored id has no hyphens", async () => {
    const stored = { data_id: data_id.replaceAll("-", ""), raw_name: "scan.mp4" };
    const { fetch, records } = createMockFetch({ records: { updateDataEntry: [stored] } });
    await createClient({ apiKey: "test-key", fetch }).updateDataEntry({ data_id }, { raw_name: "a" });
    expect(records.updateDataEntry).toEqual([{ ...stored, raw_name: "a" }]);
  });

  test("keeps the stored id when a body spells it otherwise", async () => {
    const { fetch, records } = stateful();
    const body = JSON.stringify({ sample_id: "42", layer_id: "1", mp_id: "mp-10" });
    expect((await fetch(LAYERS_URL, { ...REQUEST, body })).status).toBe(200);
    expect(records.updateTargetMaterialLayer[0]).toEqual({
      id: 7,
      sample_id: 42,
      layer_id: 1,
      mp_id: "mp-10",
    });
  });

  test("answers 404 to a body that names no record, and changes none", async () => {
    const { fetch, records, given } = stateful();
    expect((await fetch(LAYERS_URL, { ...REQUEST, body: '{"mp_id":"mp-10"}' })).status).toBe(404);
    expect(records).toMatchObject(given);
  });

  test("holds no records of an operation for which none are given", () => {
    const { records } = createMockFetch({ records: {} });
    expect(records).toEqual(Object.fromEntries(Object.keys(operations).map((id) => [id, []])));
  });

  test("refuses records of operations that the description does not have", () => {
    const records = { updateDataEntries: [], updateAll: [] } as never;
    const known = Object.keys(operations).join(", ");
    expect(() => createMockFetch({ records })).toThrow(
      `No operation is named updateDataEntries, updateAll; known are ${known}.`,
    );
  });
});

describe("createMockFetch", () => {
  test("refuses an unknown fault, when it is created and later", () => {
    expect(() => createMockFetch("connection-broken" as MockFault)).toThrow(
      "No fault is named connection-broken; known are connection-refused, connection-lost, applied-then-lost, no-answer.",
    );
    expect(() => createMockFetch().play("lost" as MockFault)).toThrow(RangeError);
  });

  test("answers with the record that was asked for", async () => {
    const { fetch } = createMockFetch();
    const atomscale = createClient({ apiKey: "test-key", fetch });
    const path = { physical_sample_id: data_id, annotation_id: physical_sample_id };
    await expect(atomscale.updateSampleAnnotation(path, { coord_x: 1 })).resolves.toMatchObject({
      id: physical_sample_id,
      physical_sample_id: data_id,
    });
    await expect(
      atomscale.updateTargetMaterialLayer({ sample_id: 99, layer_id: 5, mp_id: "mp-1" }),
    ).resolves.toMatchObject({
      sample_id: 99,
      layer_id: 5,
    });
  });

  test.each([
    ["updateDataEntry", { raw_name: "a" }],
    ["updateSampleAnnotation", { coord_x: 1 }],
    ["updateTargetMaterialLayer", { sample_id: 42, layer_id: 1, mp_id: "mp-1" }],
  ] as const)("names in a 422 a field of %s for %j", async (operation, patch) => {
    const { fetch } = createMockFetch({ status: 422 });
    const path = operations[operation].path.replace(/\{\w+\}/g, data_id);
    const body = JSON.stringify(patch);
    const response = await fetch(`https://api.atomscale.ai${path}`, { ...REQUEST, body });
    const [{ loc }] = JSON.parse(await response.text()).detail;
    expect(Object.keys(operations[operation].fields)).toContain(loc[1]);
  });

  test("rejects and records nothing when the request is aborted already", async () => {
    const mock = createMockFetch();
    const init = {
      method: "PATCH",
      headers: {},
      body: "",
      redirect: "manual" as const,
      signal: AbortSignal.abort("early"),
    };
    await expect(mock.fetch(`https://api.atomscale.ai/data_entries/${data_id}`, init)).rejects.toBe("early");
    expect(mock.calls).toEqual([]);
  });
});
