// The batch and the stateful mock with each operation of the description, in the documented updates.
import { describe, expect, test } from "vitest";
import { checkAll, type Update, type UpdateResult, updateAll } from "../src/batch/index.ts";
import { createClient } from "../src/index.ts";
import { createMockFetch } from "../src/testing.ts";
import { callOperation } from "./support/call-operation.ts";
import { updates } from "./support/payloads.ts";
import { changedField, validUpdate } from "./support/records.ts";
import { rejection } from "./support/settled.ts";

const documented = updates.map(({ operation: { operationId }, name, path, request, reply }) => ({
  name: `${operationId} ${name}`,
  operation: operationId,
  // Where no id is in the path, an update has none.
  ...(Object.keys(path).length > 0 && { path }),
  patch: request,
  reply,
}));
const updateIn = ({ operation, path, patch }: (typeof documented)[number], change: object = {}): Update =>
  ({ operation, ...(path && { path }), patch: { ...patch, ...change } }) as Update;

async function listAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe.each(documented)("$name", (each) => {
  test("updateAll: sends exactly the patch and reports the record", async () => {
    const mock = createMockFetch({ status: 200, body: each.reply });
    const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
    const results = await listAll<UpdateResult>(updateAll(atomscale, [updateIn(each)]));
    expect(mock.calls.map(({ operationId, body }) => [operationId, body])).toEqual([
      [each.operation, each.patch],
    ]);
    expect(results).toMatchObject([
      { index: 0, operation: each.operation, outcome: "applied", record: each.reply },
    ]);
  });

  test("createMockFetch: changes the stored record and shows it", async () => {
    const { records, fetch } = createMockFetch({ records: { [each.operation]: [each.reply] } });
    const atomscale = createClient({ apiKey: "test-key", fetch });
    const field = changedField(each.operation);
    const value = typeof validUpdate(each.operation).patch[field] === "number" ? 7.5 : "changed";
    const change = { ...each.patch, [field]: value };
    const record = await callOperation(atomscale, each.operation, each.path ?? {}, change);
    expect(record).toMatchObject({ [field]: value });
    expect(records[each.operation]).toEqual([{ ...each.reply, [field]: value }]);
  });

  test("checkAll: refuses what the client refuses, and nothing else", async () => {
    const misspelt = updateIn(each, { fluxx: 1 });
    const refusals = await listAll(checkAll([updateIn(each), misspelt]));
    expect(refusals).toMatchObject([{ index: 1, operation: each.operation }]);
    const atomscale = createClient({ apiKey: "test-key", fetch: createMockFetch().fetch });
    const call = callOperation(atomscale, each.operation, each.path ?? {}, misspelt.patch);
    expect(JSON.stringify(refusals[0]?.error)).toBe(JSON.stringify(await rejection(call)));
  });
});
