import { operations } from "../../generated/operations.ts";
import type { CheckedUpdate } from "./check-all.ts";
import { scanJournal } from "./journal-file.ts";
import type { Positions } from "./journal-positions.ts";
import { recordOf } from "./record-order.ts";
import type { UpdateOperation } from "./update.ts";

/**
 * Finds what an earlier run applied to a record after an update that failed or was not sent. Sending that one now would
 * bring back older values.
 */
export class LaterUpdates {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #positions: Positions;
  /** Last position at which a field of a record was set. Made at the first question, of the positions after it. */
  #lastSet: Map<string, number> | undefined;

  constructor(file: string, descriptor: number, positions: Positions) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#positions = positions;
  }

  /** Returns a later position at which a field of the update was set. Positions are asked for in their order. */
  find({ index, operation, path = {}, body }: CheckedUpdate): number | undefined {
    this.#lastSet ??= this.#readAfter(index);
    const patch: object = JSON.parse(body);
    const { id } = recordOf(operation, path, patch);
    // An update that does not name its record may be of any, and a later one that does not may be of this one.
    const records = id === undefined ? [ANY] : [id, UNNAMED];
    for (const field of fieldsOf(operation, patch)) {
      for (const record of records) {
        const last = this.#lastSet.get(`${operation} ${record} ${field}`) ?? -1;
        if (last > index) return last;
      }
    }
    return undefined;
  }

  #readAfter(index: number): Map<string, number> {
    const lastSet = new Map<string, number>();
    const from = this.#positions.firstAfter(index);
    if (from === undefined) return lastSet;
    const read: Parameters<typeof scanJournal>[2] = (line, offset) => {
      if (!("sent" in line) || this.#positions.offsetOf(line.sent) !== offset) return;
      if (this.#positions.stateOf(line.sent) !== "applied") return;
      const operation = line.operation as UpdateOperation;
      if (!Object.hasOwn(operations, operation)) return;
      const { id = UNNAMED } = recordOf(operation, line.path, line.patch);
      const isInBody = Object.keys(line.path).length === 0;
      for (const record of isInBody ? [id, ANY] : [id]) {
        for (const field of fieldsOf(operation, line.patch)) {
          const key = `${operation} ${record} ${field}`;
          lastSet.set(key, Math.max(line.sent, lastSet.get(key) ?? 0));
        }
      }
    };
    scanJournal(this.#file, this.#descriptor, read, from);
    return lastSet;
  }
}

/** Stands for records that an update does not name. */
const UNNAMED = "-";
/** Stands for every record of an operation. */
const ANY = "*";

/** Lists the fields of a patch that are changed and do not name the record. */
function fieldsOf(operation: UpdateOperation, patch: object): string[] {
  const { identifiedBy } = operations[operation];
  return Object.keys(patch).filter((name) => !Object.hasOwn(identifiedBy, name));
}
