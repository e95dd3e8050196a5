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
  override readonly name = "JournalError";
  readonly code: JournalErrorCode;
  /** Path of the journal. */
  readonly path: string;

  constructor(code: JournalErrorCode, path: string, fault: string, cause?: unknown) {
    super(`The journal ${path} cannot be used: ${fault}`, { cause });
    this.code = code;
    this.path = path;
  }
}
