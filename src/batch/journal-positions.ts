import { JournalError } from "./journal-error.ts";
import type { SentLine, SettledLine } from "./journal-file.ts";

const STATES = ["unknown", "applied", "not-applied"] as const;

/** What became of an update; `unknown` also where no outcome was recorded. */
export type PositionState = (typeof STATES)[number];

const PAGE = 4_096;

/** What a journal holds of each position, in eight bytes each, as a journal can have millions of lines. */
export class Positions {
  /** Each number is the place of the line that was sent, times the number of states, plus the state. */
  readonly #pages = new Map<number, Float64Array>();

  /** Takes in a line of the file. */
  read(file: string, line: SentLine | SettledLine, offset: number): void {
    if ("sent" in line) this.set(line.sent, "unknown", offset);
    else if (this.stateOf(line.settled)) this.set(line.settled, line.outcome);
    else {
      const fault = `it has an outcome for position ${line.settled}, which was never sent. Nothing was sent or written.`;
      throw new JournalError("unreadable", file, fault);
    }
  }

  /** Places, in bytes, begin at 1, as the header comes first. */
  set(index: number, state: PositionState, offset = this.offsetOf(index)): void {
    const number = Math.floor(index / PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Float64Array(PAGE);
      this.#pages.set(number, page);
    }
    page[index % PAGE] = offset * STATES.length + STATES.indexOf(state);
  }

  /** Undefined where the position was never sent. */
  stateOf(index: number): PositionState | undefined {
    const value = this.#valueOf(index);
    return value > 0 ? STATES[value % STATES.length] : undefined;
  }

  /** Position in bytes of the line that was last sent. */
  offsetOf(index: number): number {
    return Math.floor(this.#valueOf(index) / STATES.length);
  }

  /** Lists the positions that were sent, in their order. */
  *[Symbol.iterator](): Generator<number, void, undefined> {
    for (const number of [...this.#pages.keys()].sort((a, b) => a - b)) {
      for (let index = number * PAGE; index < (number + 1) * PAGE; index++) {
        if (this.#valueOf(index) > 0) yield index;
      }
    }
  }

  #valueOf(index: number): number {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? 0;
  }
}
