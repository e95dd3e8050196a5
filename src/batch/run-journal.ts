import type { Outcome } from "../errors.ts";
import type { CheckedUpdate } from "./check-all.ts";
import type { UpdateResult } from "./update.ts";

/** What an earlier run has recorded of an update, where that keeps it from being sent as if for the first time. */
export interface Past {
  /** Whether the update is sent again. */
  readonly isDue: boolean;
  /** What to report where it is not sent again. */
  readonly result: Pick<UpdateResult, "outcome" | "error" | "resumed" | "sentAt">;
  /**
   * Makes the error for an update that is still in doubt.
   *
   * @param failure - What a request of this run has met.
   */
  doubt(failure?: Error): Error;
}

/** What a run asks of a journal. Only `updateAll` calls these. */
export interface RunJournal {
  /**
   * Begins a run.
   *
   * @throws {JournalError} where another run uses this journal, or it is closed.
   */
  begin(): void;
  /**
   * Returns what is known of an update.
   *
   * @param update - Update, checked.
   * @throws {JournalError} where another content was sent at its position.
   */
  recall(update: CheckedUpdate): Past | undefined;
  /**
   * Records that an update is about to be sent.
   *
   * @param update - Update, checked.
   * @throws {JournalError} where it cannot be recorded.
   */
  sent(update: CheckedUpdate): void;
  /**
   * Records the outcome of an update that was sent.
   *
   * @param update - Update, checked.
   * @param outcome - What happened to the record.
   * @param error - Why the update failed or is in doubt.
   * @throws {JournalError} where it cannot be recorded.
   */
  settled(update: CheckedUpdate, outcome: Outcome, error: Error | undefined): void;
  /** Ends a run, and resolves when all that was recorded is durable. */
  end(): Promise<void>;
}
