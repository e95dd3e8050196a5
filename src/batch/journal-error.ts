/** Why a journal cannot be used. */
export type JournalErrorCode =
  /** Another process, or this one, has it open or uses it for another run. */
  | "in-use"
  /** It is no journal, or one of another version, or a line of it is damaged. */
  | "unreadable"
  /** The lock or a line cannot be written. */
  | "unwritable"
  /** Another content was sent at the position of an update. */
  | "other-content"
  /** It was closed. */
  | "closed";

/** Reports a journal that cannot be used. What it cannot record is not sent. */
export class JournalError extends Error {
  /** Always `JournalError`. */
  override readonly name = "JournalError";
  /** Why the journal cannot be used, as a stable word. */
  readonly code: JournalErrorCode;
  /** Path of the journal. */
  readonly path: string;

  /**
   * Creates an error, which only the journal needs to do.
   *
   * @param code - Why the journal cannot be used, as a stable word.
   * @param path - Path of the journal.
   * @param fault - The same in words.
   * @param cause - Error of the file system, where there was one.
   */
  constructor(code: JournalErrorCode, path: string, fault: string, cause?: unknown) {
    super(`The journal ${path} cannot be used: ${fault}`, { cause });
    this.code = code;
    this.path = path;
  }
}
