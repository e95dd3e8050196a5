// Updates of a crash run: several for each record, so that their order shows in the end.
import { operations } from "../../generated/operations.ts";
import type { Update } from "../../src/batch/index.ts";
import { operationIds } from "../../test/support/call-operation.ts";
import { identify } from "../../test/support/record-server.ts";
import { updateOf } from "../../test/support/update-of.ts";

export interface Planned {
  readonly update: Update;
  /** Name of its record at the server. */
  readonly record: string;
}

/**
 * Plans updates of all operations; the value that each sets is its position. A record that is named in another way than
 * the others may be any of them, so that a later update of any can keep it from being sent again; `isNamedInOneWay` keeps
 * from that.
 */
export function planUpdates(count: number, random: () => number, isNamedInOneWay: boolean): Planned[] {
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index): Planned => {
    const operation = operationIds[below(operationIds.length)] ?? "updateDataEntry";
    const hasOtherName = operations[operation].requireAnyOf.some(({ length }) => length > 1);
    const isOdd = random() < 0.2 && !(isNamedInOneWay && hasOtherName);
    const update = updateOf(operation, below(40) + 1, index, isOdd);
    const ids = update.path as Readonly<Record<string, string>> | undefined;
    const url = operations[operation].path.replace(/\{(\w+)\}/g, (_, name: string) => `${ids?.[name]}`);
    return { update, record: identify(url, update.patch as Record<string, unknown>).name };
  });
}
