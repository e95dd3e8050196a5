// Updates of a run as long as is asked for, each of a record of its own, and the journal of such a run.
import { closeSync, openSync, writeSync } from "node:fs";
import type { UpdateOf } from "../../src/batch/index.ts";

/** Number of updates at the start of a journal that were refused, so that a resumed run looks for later ones. */
export const REFUSED = 100;

export function updateAt(index: number): UpdateOf<"updateDataEntry"> {
  const data_id = `00000000-0000-4000-8000-${`${index}`.padStart(12, "0")}`;
  return {
    operation: "updateDataEntry",
    path: { data_id },
    patch: { raw_name: `scan-${index}.mp4` },
    ref: index,
  };
}

/** A source that is read bit by bit, as rows of a file or a database are. */
export async function* listUpdates(count: number): AsyncGenerator<UpdateOf<"updateDataEntry">> {
  for (let index = 0; index < count; index++) {
    if (index % 100 === 0) await new Promise(setImmediate);
    yield updateAt(index);
  }
}

/** Writes the journal of a run that has sent so many updates: a header and two lines for each. */
export function writeJournal(path: string, updates: number): void {
  const file = openSync(path, "wx");
  const at = "2026-11-27T12:00:00.000Z";
  let text = '{"journal":"atomscale-client","version":1}\n';
  for (let index = 0; index < updates; index++) {
    const { operation, path: ids, patch } = updateAt(index);
    const outcome = index < REFUSED ? "not-applied" : "applied";
    text += `${JSON.stringify({ sent: index, at, ref: index, operation, path: ids, patch })}\n`;
    text += `${JSON.stringify({ settled: index, at, outcome })}\n`;
    if (text.length < 1_000_000 && index < updates - 1) continue;
    writeSync(file, text);
    text = "";
  }
  closeSync(file);
}
