import { readFile } from "node:fs/promises";
import { describe, expect, inject, test } from "vitest";
import { listDifferences } from "../scripts/clients/list-differences.ts";
import { type RecordedVector, startRecorder } from "../scripts/clients/recorder.ts";
import type { Vectors } from "../scripts/generate/write-vectors.ts";

const file = JSON.parse(
  await readFile(new URL("../generated/vectors.json", import.meta.url), "utf8"),
) as Vectors;

function find(operationId: string, name: string): RecordedVector {
  const vector = file.vectors.find((entry) => entry.operationId === operationId && entry.name === name);
  if (vector === undefined) throw new Error(`No vector ${operationId} ${name}.`);
  return vector;
}

const mockUrl = inject("mockUrl");

/** Sends one request for the vector, changed as told, and returns the answer and what the recorder noted. */
async function record(vector: RecordedVector, change: Partial<RequestInit> & { path?: string } = {}) {
  const recorder = await startRecorder({
    vectors: [vector],
    mockUrl,
    keyHeader: file.keyHeader,
    key: "the-key",
  });
  try {
    const response = await fetch(`${recorder.url}/0${change.path ?? vector.path}`, {
      method: vector.method,
      headers: { "Content-Type": "application/json", "X-API-KEY": "the-key" },
      body: JSON.stringify(vector.body),
      ...change,
    });
    return { status: response.status, reply: await response.json(), faults: recorder.faults(0) };
  } finally {
    await recorder.close();
  }
}

describe("startRecorder", () => {
  test.each(file.vectors)("passes the exact request of $operationId $name", async (vector) => {
    const { status, reply } = vector;
    expect(await record(vector)).toEqual({ status, reply, faults: [] });
  });

  const vector = find("updateTargetMaterialLayer", "documented");
  test.each([
    ["a field that was added", { body: '{"sample_id":42,"layer_id":1,"orientation":"111","id":0}' }],
    ["a null that was added", { body: '{"sample_id":42,"layer_id":1,"orientation":"111","mp_id":null}' }],
    ["a field that is missing", { body: '{"sample_id":42,"layer_id":1}' }],
    ["a value of another type", { body: '{"sample_id":"42","layer_id":1,"orientation":"111"}' }],
    ["another value", { body: '{"sample_id":42,"layer_id":2,"orientation":"111"}' }],
    ["a body that is no JSON", { body: "sample_id=42" }],
    ["another path", { path: "/target-materials/layers" }],
    ["a query", { path: "/target-materials/layers/?a=1" }],
    ["another method", { method: "PUT" }],
    ["another content type", { headers: { "Content-Type": "text/plain", "X-API-KEY": "the-key" } }],
    ["another key", { headers: { "Content-Type": "application/json", "X-API-KEY": "Bearer the-key" } }],
    ["no key", { headers: { "Content-Type": "application/json" } }],
  ])("notes %s", async (_, change) => {
    expect((await record(vector, change)).faults).not.toEqual([]);
  });

  test("notes a vector that nobody called", async () => {
    const options = { vectors: [vector], mockUrl, keyHeader: "X-API-KEY", key: "k" };
    const recorder = await startRecorder(options);
    expect(recorder.faults(0)).toEqual(["0 requests instead of one"]);
    await recorder.close();
  });

  test("gives the reply itself when the vector asks nothing of the mock", async () => {
    const { prefer: _, ...rest } = vector;
    const reply = { later: true };
    expect(await record({ ...rest, reply })).toEqual({ status: 200, reply, faults: [] });
  });
});

describe("listDifferences", () => {
  test("compares numbers by value and fields in any order", () => {
    expect(listDifferences({ a: 26, b: [1] }, JSON.parse('{"b":[1.0],"a":26.0}'))).toEqual([]);
  });

  test("names each difference by its pointer", () => {
    expect(listDifferences({ a: 1, b: { c: [1, 2] }, d: 0 }, { a: "1", b: { c: [1, 3] }, e: null })).toEqual([
      '/a is "1", not 1',
      "/b/c/1 is 3, not 2",
      "/d is missing",
      "/e was added: null",
    ]);
  });
});
