// openJournal with updateAll: the order of one record's updates across runs.
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { drain, type Update, type UpdateResult, updateAll } from "../src/batch/index.ts";
import { openJournal } from "../src/batch/journal.ts";
import { answering, entry, uuid } from "./support/batch-updates.ts";
import type { Answer } from "./support/fake-client.ts";
import { lost, refused, runTo } from "./support/journal-run.ts";
import { useTemporaryFolder } from "./support/temporary-folder.ts";

const at = useTemporaryFolder();
const run = (updates: readonly Update[], lists?: Record<number, Answer[]>) =>
  runTo(at("run.jsonl"), updates, lists);

describe("openJournal", () => {
  test.each<[string, Answer, UpdateResult["outcome"]]>([
    ["was in doubt", lost, "unknown"],
    ["was refused", refused, "not-applied"],
  ])(
    "does not send again what %s when a later update of the record has set the same field",
    async (_, answer, outcome) => {
      const second = { ...entry(1), path: { data_id: uuid(0).toUpperCase() } } as Update;
      await run([entry(0), second], { 0: [answer] });
      const { results, sent } = await run([entry(0), second]);
      expect(sent).toEqual([]);
      expect(results[0]).toMatchObject({ index: 0, outcome, resumed: true });
      expect(results[0]?.error?.message).toMatch(/at position 0 was not sent, because .* at position 1/);
    },
  );

  test("does not send a corrected update that the guard had refused when a later one has set the same field", async () => {
    const second = { ...entry(1), path: entry(0).path } as Update;
    await run([{ ...entry(0), patch: { raw_name: null } } as never, second]);
    const { results, sent } = await run([entry(0), second, entry(2)]);
    expect(sent).toEqual([2]);
    expect(results[0]).toMatchObject({ index: 0, outcome: "not-sent", error: expect.any(Error) });
  });

  test.each<[string, Update]>([
    ["another field of the record", { ...entry(0), patch: { pipeline_status: "error" } } as Update],
    ["the field of another record", entry(1)],
    [
      "a layer of the stack",
      { operation: "updateTargetMaterialLayer", patch: { sample_id: 1, layer_id: 1, mp_id: "9" } },
    ],
  ])("sends again what was refused when a later update has set %s", async (_, later) => {
    await run([entry(0), later], { 0: [refused] });
    expect((await run([entry(0), later])).sent).toEqual([0]);
  });

  test("knows layers by their stack, and one without a stack for any layer", async () => {
    const layer = (ids: object, mp_id: string) =>
      ({ operation: "updateTargetMaterialLayer", patch: { layer_id: 1, ...ids, mp_id } }) as Update;
    const cases: [object, object, number[]][] = [
      [{ sample_id: 1 }, { sample_id: 1 }, []],
      [{ sample_id: 1 }, { sample_id: 2 }, [0]],
      [{ sample_id: 1 }, { id: 7 }, []],
      [{ id: 7 }, { sample_id: 1 }, []],
    ];
    for (const [first, second, resent] of cases) {
      fs.rmSync(at("run.jsonl"), { force: true });
      const updates = [layer(first, "0"), layer(second, "1")];
      await run(updates, { 0: [refused] });
      expect((await run(updates)).sent).toEqual(resent);
    }
  });

  test("sends no older value after a later one that the journal holds, wherever a crash has cut it", async () => {
    const second = { ...entry(1), path: entry(0).path } as Update;
    await run([entry(0), second], { 0: [lost] });
    const lines = fs.readFileSync(at("run.jsonl"), "utf8").split(/(?<=\n)/);
    expect(lines).toHaveLength(5);
    const sent: number[][] = [];
    for (let kept = 1; kept <= lines.length; kept++) {
      fs.writeFileSync(at("run.jsonl"), lines.slice(0, kept).join(""));
      sent.push((await run([entry(0), second])).sent);
    }
    // Until the later one is known to be applied, both are sent in their order.
    expect(sent).toEqual([[0, 1], [0, 1], [0, 1], [0, 1], []]);
  });

  test("tells records apart whose names have the same hash", async () => {
    const named = (index: number, data_id: string) => ({ ...entry(index), path: { data_id } }) as Update;
    const updates = [
      named(0, "c4626977-0def-483a-8a28-a5ad93d79e18"),
      named(1, "ebea519c-c0ca-47f7-86ec-818c8df32992"),
    ];
    await run(updates, { 0: [refused] });
    expect((await run(updates)).sent).toEqual([0]);
  });

  test("knows of a second run what the first run of the same open journal has applied", async () => {
    const updates = [entry(0), { ...entry(1), path: entry(0).path } as Update];
    const journal = await openJournal(at("run.jsonl"));
    const first = answering({ 0: [refused] });
    await drain(updateAll(first.client, updates, { journal }));
    const second = answering();
    await drain(updateAll(second.client, updates, { journal }));
    await journal.close();
    expect([first.calls.length, second.calls.length]).toEqual([2, 0]);
  });
});
