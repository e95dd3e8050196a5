import fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isAtomscaleError, type Outcome } from "../errors.ts";
import type { CheckedUpdate } from "./check-all.ts";
import { JournalError } from "./journal-error.ts";
import { HEADER, LineReader, type SentLine, type SettledLine } from "./journal-file.ts";
import type { LaterUpdates } from "./journal-later.ts";
import type { Positions } from "./journal-positions.ts";
import type { Past, RunJournal } from "./run-journal.ts";

const SYNC_AFTER_MS = 100;

/** A journal that this process has locked. */
export class OpenJournal implements RunJournal {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #positions: Positions;
  readonly #lines: LineReader;
  readonly #isResending: boolean;
  readonly #unlock: () => Promise<void>;
  readonly #later: LaterUpdates;
  /** Position in bytes at which the next line begins. */
  #end: number;
  #state: "open" | "in use" | "closed" = "open";
  /** Why no line can follow. */
  #fault: JournalError | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    file: string,
    descriptor: number,
    positions: Positions,
    later: LaterUpdates,
    end: number,
    isResending: boolean,
    unlock: () => Promise<void>,
  ) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#positions = positions;
    this.#lines = new LineReader(descriptor);
    this.#end = end;
    this.#isResending = isResending;
    this.#unlock = unlock;
    this.#later = later;
    try {
      // Removes the line that a crash has cut.
      fs.ftruncateSync(descriptor, end);
    } catch (error) {
      throw this.#unwritable(error);
    }
    if (end === 0) this.#append(HEADER);
  }

  begin(): void {
    if (this.#state === "closed") throw new JournalError("closed", this.#file, "it was closed.");
    if (this.#state === "in use") throw new JournalError("in-use", this.#file, "another run uses it.");
    this.#state = "in use";
  }

  recall(update: CheckedUpdate): Past | undefined {
    const { index, operation } = update;
    const state = this.#positions.stateOf(index);
    const line = state && (this.#lines.readAt(this.#positions.offsetOf(index)) as SentLine);
    // A refused update may hold a corrected content.
    if (line && state !== "not-applied") this.#compare(line, update);
    const doubt = (failure?: Error): Error => doubtOf(operation, line?.at, failure);
    const resumed = line && { resumed: true as const, sentAt: line.at };
    if (state === "applied") return { isDue: false, result: { outcome: state, ...resumed }, doubt };
    const isDue = state !== "unknown" || this.#isResending;
    const later = isDue ? this.#later.find(update) : undefined;
    if (later !== undefined) {
      const error = overtaken(operation, index, later);
      return { isDue: false, result: { outcome: state ?? "not-sent", error, ...resumed }, doubt };
    }
    if (state !== "unknown") return undefined;
    return { isDue, result: { outcome: state, error: doubt(), ...resumed }, doubt };
  }

  sent(update: CheckedUpdate): void {
    const { index, ref, operation, path = {}, body } = update;
    const at = new Date().toISOString();
    const named = typeof ref === "string" || Number.isFinite(ref) ? { ref } : {};
    const head = JSON.stringify({ sent: index, at, ...named, operation, path });
    const place = this.#end;
    this.#append(`${head.slice(0, -1)},"patch":${body}}\n`);
    this.#positions.set(index, "unknown", place);
    this.#later.note(index, update);
  }

  settled({ index }: CheckedUpdate, outcome: Outcome, error: Error | undefined): void {
    // Only the code: the message of a client of the user's own might hold a key.
    const code = isAtomscaleError(error) ? { code: error.code } : {};
    const line: SettledLine = { settled: index, at: new Date().toISOString(), outcome, ...code };
    this.#append(`${JSON.stringify(line)}\n`);
    this.#positions.set(index, outcome);
  }

  async end(): Promise<void> {
    if (this.#state === "in use") this.#state = "open";
    await this.#sync();
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const synced = this.#sync();
    // From now on, no line can follow that is not made durable.
    this.#fault ??= new JournalError("closed", this.#file, "it was closed.");
    try {
      await synced;
    } finally {
      fs.closeSync(this.#descriptor);
      await this.#unlock();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #append(line: string): void {
    if (this.#fault) throw this.#fault;
    const bytes = Buffer.from(line);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += fs.writeSync(this.#descriptor, bytes, written);
      }
    } catch (error) {
      this.#takeBack();
      throw this.#unwritable(error);
    }
    this.#end += bytes.length;
    this.#timer ??= setTimeout(() => {
      // What fails is told by the next line or by the end of the run.
      this.#sync().catch(() => {});
    }, SYNC_AFTER_MS);
  }

  /** Removes what was written of a line, so that no other can be glued to it. */
  #takeBack(): void {
    try {
      fs.ftruncateSync(this.#descriptor, this.#end);
    } catch (error) {
      this.#fault = this.#unwritable(error);
    }
  }

  async #sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#fault) throw this.#fault;
    const error = await new Promise((resolve) => fs.fdatasync(this.#descriptor, resolve));
    if (!error) return;
    this.#fault = this.#unwritable(error);
    throw this.#fault;
  }

  #unwritable(error: unknown): JournalError {
    const fault = `${(error as Error).message}. What it cannot record was not sent.`;
    return new JournalError("unwritable", this.#file, fault, error);
  }

  /** Throws where another content was sent at the position of an update. */
  #compare({ sent, at, operation, path, patch }: SentLine, update: CheckedUpdate): void {
    const recorded = { operation, path, patch };
    const given = { operation: update.operation, path: update.path ?? {}, patch: update.patch };
    if (isDeepStrictEqual(recorded, given)) return;
    throw new JournalError(
      "other-content",
      this.#file,
      `at position ${sent} it holds what was sent at ${at}: ${JSON.stringify(recorded)}. ` +
        `This run has there: ${JSON.stringify(given)}. Nothing was sent in its place. ` +
        "Give the run the updates that it was begun with, or use a new journal for other ones.",
    );
  }
}

function doubtOf(operation: string, sentAt: string | undefined, failure: Error | undefined): Error {
  const again = failure
    ? ` Sent again, it failed, which does not settle what the first request did: ${failure.message}`
    : "";
  return new Error(
    `${operation} was sent at ${sentAt} by an earlier run, and what became of it is not known.${again} ` +
      "The update may have been applied: look at the record.",
    { cause: failure },
  );
}

function overtaken(operation: string, index: number, later: number): Error {
  return new Error(
    `${operation} at position ${index} was not sent, because an earlier run has applied the update at position ${later}, ` +
      "which comes after it and may set a field of the same record: the older value would come back. " +
      "To set it all the same, use a new journal.",
  );
}
