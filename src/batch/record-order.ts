import { operations } from "../../generated/operations.ts";
import type { UpdateOperation } from "./update.ts";

type Values = Readonly<Record<string, unknown>>;

/** What an update tells of its record. */
export interface RecordName {
  readonly operation: UpdateOperation;
  /** Undefined where the update may be of any record of its operation. */
  readonly recordId: string | undefined;
}

/**
 * Names the record of an update: by its path parameters, or where it has none by the first identifying field of the
 * body. That field may stand for more than the record (a layer's `sample_id` for its whole stack), because the body can
 * name the record in another way too (by its `id`); an update without the field may be of any record.
 */
export function recordIdOf(operation: UpdateOperation, path: Values, patch: Values): string | undefined {
  const { parameters, identifiedBy } = operations[operation];
  const names = parameters.length > 0 ? parameters : Object.keys(identifiedBy).slice(0, 1);
  const ids = names.map((name) => path[name] ?? patch[name]);
  // One form for the spellings of one id: letter case, hyphens, a number as text.
  return ids.includes(undefined) ? undefined : ids.join(" ").toLowerCase().replaceAll("-", "");
}

/** Tells whether two updates may be of the same record, so that they must not be under way at once. */
export function mayBeSame(one: RecordName, other: RecordName): boolean {
  return (
    one.operation === other.operation && (one.recordId === other.recordId || !one.recordId || !other.recordId)
  );
}

/** Finds the oldest waiting update before which there is none that may be of the same record. */
export function firstFree<Own extends RecordName>(
  waiting: Iterable<Own>,
  underWay: Iterable<Own>,
): Own | undefined {
  let earlier: Own[] | undefined;
  for (const own of waiting) {
    earlier ??= [...underWay];
    if (!earlier.some((other) => mayBeSame(other, own))) return own;
    earlier.push(own);
  }
  return undefined;
}
