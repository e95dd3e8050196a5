import fs from "node:fs";
import { JournalError } from "./journal-error.ts";
import { LineReader, scanJournal } from "./journal-file.ts";
import { LaterUpdates } from "./journal-later.ts";
import { lockJournal } from "./journal-lock.ts";
import { Positions } from "./journal-positions.ts";
import { OpenJournal } from "./open-journal.ts";
import type { RunJournal } from "./run-journal.ts";

export { JournalError, type JournalErrorCode } from "./journal-error.ts";
export { type JournalEntry, readJournal } from "./journal-read.ts";

/** Options of `openJournal`. */
export interface JournalOptions {
  /**
   * What becomes of an update that an earlier run sent without learning its outcome: it is sent again, which sets the
   * same values, or it is reported as `unknown`. Defaults to `resend`.
   */
  readonly inDoubt?: "resend" | "report" | undefined;
}

/** Record of a run on disk, for the option `journal` of `updateAll`. */
export interface Journal extends RunJournal, AsyncDisposable {
  /** Makes durable what was recorded, and lets others open the journal. */
  close(): Promise<void>;
}

/**
 * Opens the record of a run, or creates it, so that the same program started again goes on where it stopped.
 *
 * The file is append-only JSON Lines: a line before an update is sent, and one with its outcome. Each is handed to the
 * operating system at once, and is durable within 100 milliseconds. It holds the updates, and no API key.
 * The journal is locked until it is closed or its process ends. It belongs on a local disk.
 *
 * @param path - Path of the file, which is created where there is none.
 * @param options - What becomes of updates in doubt; see {@link JournalOptions}.
 * @example
 * ```ts
 * await using journal = await openJournal("reclassify.jsonl");
 * await drain(updateAll(atomscale, updates, { journal }));
 * ```
 * @throws {JournalError} `in-use`: it is open already. Nothing was sent or written.
 * @throws {JournalError} `unreadable`: it is no journal, of another version, or damaged; the line is named. Nothing was sent or written.
 * @throws {JournalError} `unwritable`: it cannot be created or locked. Nothing was sent.
 */
export async function openJournal(path: string, options: JournalOptions = {}): Promise<Journal> {
  const { inDoubt = "resend" } = options;
  if (inDoubt !== "resend" && inDoubt !== "report")
    throw new TypeError(`openJournal cannot take ${inDoubt} as inDoubt.`);
  const file = `${path}`;
  const descriptor = openFile(file);
  let unlock: (() => Promise<void>) | undefined;
  try {
    unlock = await lockJournal(file, descriptor);
    const positions = new Positions();
    const later = new LaterUpdates(new LineReader(descriptor), positions);
    const end = scanJournal(file, descriptor, (line, offset) => {
      positions.read(file, line, offset);
      if ("sent" in line) later.read(line);
    });
    return new OpenJournal(file, descriptor, positions, later, end, inDoubt === "resend", unlock);
  } catch (error) {
    await unlock?.();
    fs.closeSync(descriptor);
    throw error;
  }
}

function openFile(file: string): number {
  try {
    // Looked at before it is opened, as opening a device or a pipe can block or do something.
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found && !found.isFile()) throw new JournalError("unreadable", file, "it is not a regular file.");
    return fs.openSync(file, "a+", 0o600);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw new JournalError("unwritable", file, `${(error as Error).message}. Nothing was sent.`, error);
  }
}
