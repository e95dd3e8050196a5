import { operations } from "../../generated/operations.ts";
import type { CheckedUpdate } from "./check-all.ts";
import type { LineReader, SentLine } from "./journal-file.ts";
import type { Positions } from "./journal-positions.ts";
import { mayBeSame, recordOf } from "./record-order.ts";
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

  /** Takes in what was sent at a position. */
  note({ sent, operation, path, patch }: Omit<SentLine, "at">): void {
    // Of an operation that this release does not know, no update can be asked for.
    if (!Object.hasOwn(operations, operation)) return;
    this.#last = Math.max(this.#last, sent);
    const number = Math.floor(sent / PAGE);
    const page = this.#pages.get(number) ?? new Uint32Array(PAGE);
    this.#pages.set(number, page);
    page[sent % PAGE] = markOf(operation as UpdateOperation, path, patch);
  }

  /** Returns a later position at which a field of the same record was set. */
  find({ index, operation, path = {}, patch }: CheckedUpdate): number | undefined {
    if (index >= this.#last) return undefined;
    const record = recordOf(operation, path, patch);
    const own = markOf(operation, path, patch);
    const fields = new Set(fieldsOf(operation, patch));
    for (const [number, page] of this.#pages) {
      for (let place = Math.max(0, index + 1 - number * PAGE); place < PAGE; place++) {
        const mark = page[place];
        if (mark === 0 || (mark !== own && mark !== UNNAMED && own !== UNNAMED)) continue;
        const position = number * PAGE + place;
        if (this.#positions.stateOf(position) !== "applied") continue;
        const line = this.#lines.readAt(this.#positions.offsetOf(position)) as SentLine;
        const other = line.operation as UpdateOperation;
        if (!mayBeSame(recordOf(other, line.path, line.patch), record)) continue;
        if (fieldsOf(other, line.patch).some((field) => fields.has(field))) return position;
      }
    }
    return undefined;
  }
}

/** Hashes the name of a record by FNV-1a, which is short and spreads well: http://www.isthe.com/chongo/tech/comp/fnv/ */
function markOf(operation: UpdateOperation, path: object, patch: object): number {
  const { id } = recordOf(operation, path, patch);
  if (id === undefined) return UNNAMED;
  let hash = 0x811c9dc5;
  for (const text of [operation, id]) {
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
