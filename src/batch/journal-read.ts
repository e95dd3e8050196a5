import fs from "node:fs";
import { JournalError } from "./journal-error.ts";
import { LineReader, type SentLine, type SettledLine, scanJournal } from "./journal-file.ts";
import { type PositionState, Positions } from "./journal-positions.ts";

/** What a journal holds of one update. */
export interface JournalEntry {
  /** Position of the update in the run; the first is 0. */
  readonly index: number;
  /** `ref` of the update, where it is a text or a number. */
  readonly ref: string | number | undefined;
  /** `operationId` of the update. */
  readonly operation: string;
  /** Path parameters; empty where the body names the record. */
  readonly path: object;
  /** Fields that were to change. */
  readonly patch: object;
  /** Time at which the update was last sent, in ISO 8601 and UTC. */
  readonly sentAt: string;
  /** What happened to the record; `unknown` also where no outcome was recorded. */
  readonly outcome: PositionState;
  /** Time at which the outcome was recorded, in ISO 8601 and UTC; undefined where none was. */
  readonly settledAt: string | undefined;
  /** `code` of the error, where the client gave one. */
  readonly code: string | undefined;
}

/**
 * Reads a journal for an audit: one entry for each update that was sent, by position. It changes nothing, and reads a
 * journal that is in use too.
 *
 * @param path - Path of the file.
 * @example
 * ```ts
 * for await (const { ref, outcome } of readJournal("reclassify.jsonl")) if (outcome !== "applied") console.log(ref);
 * ```
 * @throws {JournalError} `unreadable`: it is no journal, of another version, or damaged; the line is named.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry, void, undefined> {
  const file = `${path}`;
  if (!fs.statSync(file).isFile()) throw new JournalError("unreadable", file, "it is not a regular file.");
  const descriptor = fs.openSync(file, "r");
  try {
    const positions = new Positions();
    const outcomes = new Positions();
    scanJournal(file, descriptor, (line, offset) => {
      positions.read(file, line, offset);
      if ("settled" in line) outcomes.set(line.settled, line.outcome, offset);
      else if (outcomes.stateOf(line.sent)) outcomes.set(line.sent, "unknown", 0);
    });
    const sentLines = new LineReader(descriptor);
    const settledLines = new LineReader(descriptor);
    for (const index of positions) {
      const { ref, operation, path, patch, at } = sentLines.readAt(positions.offsetOf(index)) as SentLine;
      const place = outcomes.offsetOf(index);
      const settled = place > 0 ? (settledLines.readAt(place) as SettledLine) : undefined;
      const outcome = positions.stateOf(index) as PositionState;
      yield {
        index,
        ref,
        operation,
        path,
        patch,
        sentAt: at,
        outcome,
        settledAt: settled?.at,
        code: settled?.code,
      };
    }
  } finally {
    fs.closeSync(descriptor);
  }
}
