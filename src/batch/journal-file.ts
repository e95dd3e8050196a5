import fs from "node:fs";
import { JournalError } from "./journal-error.ts";

/** First line of every journal; its end is part of it. */
export const HEADER = '{"journal":"atomscale-client","version":1}\n';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Line that is written before an update is sent. */
export interface SentLine {
  /** Position of the update in the run. */
  readonly sent: number;
  /** Time in ISO 8601 and UTC. */
  readonly at: string;
  /** `ref` of the update, where it is a text or a number. */
  readonly ref?: string | number;
  readonly operation: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly patch: Readonly<Record<string, unknown>>;
}

/** Line that is written when the outcome is known. */
export interface SettledLine {
  /** Position of the update in the run. */
  readonly settled: number;
  /** Time in ISO 8601 and UTC. */
  readonly at: string;
  readonly outcome: "applied" | "not-applied" | "unknown";
  /** `code` of the error, where the client gave one. */
  readonly code?: string;
}

/**
 * Reads every whole line of a journal, and returns where the last one ends.
 * What comes after the last line break was cut while it was written, and is left out.
 */
export function scanJournal(
  file: string,
  descriptor: number,
  visit: (line: SentLine | SettledLine, offset: number) => void,
): number {
  // One buffer for all, as the collector is late for those of a file of a million lines.
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  /** Number of bytes at the start of the buffer that belong to a line whose end was not read yet. */
  let rest = 0;
  let offset = 0;
  let number = 0;
  for (;;) {
    if (rest === buffer.length) buffer = Buffer.concat([buffer], 2 * rest);
    const read = fs.readSync(descriptor, buffer, rest, buffer.length - rest, offset + rest);
    if (read === 0) break;
    const bytes = buffer.subarray(0, rest + read);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      number += 1;
      const text = bytes.toString("utf8", start, end);
      if (number === 1) checkHeader(file, text);
      else visit(readLine(file, number, text), offset + start);
      start = end + 1;
    }
    // A large file without a line break is no journal, and is not read to its end.
    if (number === 0 && bytes.length > HEADER.length)
      checkHeader(file, bytes.toString("utf8", 0, HEADER.length));
    rest = bytes.copy(buffer, 0, start);
    offset += start;
  }
  // A file that was cut in its first line holds nothing yet; anything else without a line break is not a journal.
  const left = buffer.toString("utf8", 0, rest);
  if (number === 0 && !HEADER.startsWith(left)) checkHeader(file, left);
  return offset;
}

/** Reads single lines. It keeps what it read around the last one, as a run that goes on reads one after the other. */
export class LineReader {
  readonly #descriptor: number;
  #buffer = Buffer.allocUnsafe(CHUNK_BYTES / 4);
  /** Position in the file of what the buffer holds. */
  #from = 0;
  #length = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Reads the line that begins at a position. */
  readAt(offset: number): SentLine | SettledLine {
    const found = this.#find(offset);
    if (found !== undefined) return JSON.parse(found);
    this.#from = offset;
    for (;;) {
      this.#length = fs.readSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, offset);
      const text = this.#find(offset);
      if (text !== undefined) return JSON.parse(text);
      if (this.#length < this.#buffer.length) throw new Error(`no line ends after byte ${offset}`);
      this.#buffer = Buffer.allocUnsafe(4 * this.#buffer.length);
    }
  }

  /** Returns the line where the buffer holds all of it. */
  #find(offset: number): string | undefined {
    const start = offset - this.#from;
    if (start < 0 || start >= this.#length) return undefined;
    const end = this.#buffer.subarray(0, this.#length).indexOf(NEWLINE, start);
    return end < 0 ? undefined : this.#buffer.toString("utf8", start, end);
  }
}

function checkHeader(file: string, text: string): void {
  if (`${text}\n` === HEADER) return;
  let version: unknown;
  try {
    const { journal, ...header } = JSON.parse(text);
    if (journal === "atomscale-client") version = header.version;
  } catch {
    // Not JSON at all.
  }
  const fault =
    version === undefined ? "is not a journal" : `has version ${version}, and this package reads version 1`;
  throw new JournalError("unreadable", file, `line 1: the file ${fault}. Nothing was sent or written.`);
}

function readLine(file: string, number: number, text: string): SentLine | SettledLine {
  let line: Partial<SentLine & SettledLine> = {};
  try {
    line = JSON.parse(text);
  } catch {
    // What is no JSON has none of the members either.
  }
  const { sent, settled, at, operation, path, patch, outcome } = Object(line);
  const isTimed = typeof at === "string";
  const isUpdate = typeof operation === "string" && Object(path) === path && Object(patch) === patch;
  if (isTimed && isPosition(sent) && isUpdate) return line as SentLine;
  if (isTimed && isPosition(settled) && OUTCOMES.has(outcome)) return line as SettledLine;
  const excerpt = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const fault = `line ${number} is neither a request nor an outcome: ${JSON.stringify(excerpt)}`;
  throw new JournalError(
    "unreadable",
    file,
    `${fault}. The lines before it can be kept. Nothing was sent or written.`,
  );
}

const OUTCOMES: ReadonlySet<unknown> = new Set(["applied", "not-applied", "unknown"]);

function isPosition(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
