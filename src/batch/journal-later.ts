import { operations } from "../../generated/operations.ts";
import type { CheckedUpdate } from "./check-all.ts";
import type { LineReader, SentLine } from "./journal-file.ts";
import type { Positions } from "./journal-positions.ts";
import { mayBeSame, type RecordName, recordIdOf } from "./record-order.ts";
import type { UpdateOperation } from "./update.ts";

const PAGE = 4_096;
/** Marks an update that may be of any record of its operation. */
const UNNAMED = 1;

/**
 * Finds what an earlier run applied to a record after an update that failed or was not sent. Sending that one now would
 * bring back older values.
 */
export class LaterUpdates {
  readonly #lines: LineReader;
  readonly #positions: Positions;
  /** A hash of the record at each position, in four bytes each; 0 where nothing was sent. */
  readonly #pages = new Map<number, Uint32Array>();
  #last = -1;

  constructor(lines: LineReader, positions: Positions) {
    this.#lines = lines;
    this.#positions = positions;
  }

  /** Takes in a line of what was sent. */
  read(line: SentLine): void {
    // Of an operation that this release does not know, no update can be asked for.
    if (Object.hasOwn(operations, line.operation)) this.note(line.sent, nameIn(line));
  }

  /** Takes in what is sent at a position. */
  note(index: number, record: RecordName): void {
    this.#last = Math.max(this.#last, index);
    const number = Math.floor(index / PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE);
      this.#pages.set(number, page);
    }
    page[index % PAGE] = markOf(record);
  }

  /** Returns a later position at which a field of the same record was set. */
  find(update: CheckedUpdate): number | undefined {
    const { index, operation, patch } = update;
    if (index >= this.#last) return undefined;
    const own = markOf(update);
    const fields = new Set(fieldsOf(operation, patch));
    for (const [number, page] of this.#pages) {
      for (let place = Math.max(0, index + 1 - number * PAGE); place < PAGE; place++) {
        const mark = page[place];
        if (mark === 0 || (mark !== own && mark !== UNNAMED && own !== UNNAMED)) continue;
        const position = number * PAGE + place;
        if (this.#positions.stateOf(position) !== "applied") continue;
        const line = this.#lines.readAt(this.#positions.offsetOf(position)) as SentLine;
        const other = nameIn(line);
        if (!mayBeSame(other, update)) continue;
        if (fieldsOf(other.operation, line.patch).some((field) => fields.has(field))) return position;
      }
    }
    return undefined;
  }
}

function nameIn({ operation, path, patch }: SentLine): RecordName {
  const known = operation as UpdateOperation;
  return { operation: known, recordId: recordIdOf(known, path, patch) };
}

/** Hashes the name of a record by FNV-1a, which is short and spreads well: http://www.isthe.com/chongo/tech/comp/fnv/ */
function markOf({ operation, recordId }: RecordName): number {
  if (recordId === undefined) return UNNAMED;
  let hash = 0x811c9dc5;
  for (const text of [operation, recordId]) {
    for (let place = 0; place < text.length; place++)
      hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return Math.max(UNNAMED + 1, hash >>> 0);
}

/** Lists the fields of a patch that are changed and do not name the record. */
function fieldsOf(operation: UpdateOperation, patch: object): string[] {
  const { identifiedBy } = operations[operation];
  return Object.keys(patch).filter((name) => !Object.hasOwn(identifiedBy, name));
}
