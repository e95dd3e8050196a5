import { operations } from "../../generated/operations.ts";
import type { UpdateOperation } from "./update.ts";

/** Record of an update, so far as the update names it. */
export interface RecordName {
  readonly operation: UpdateOperation;
  /** Undefined where the update may be of any record of its operation. */
  readonly id: string | undefined;
}

/**
 * Names the record of an update: by its path parameters, or where it has none by the first identifying field of the
 * body. That field may stand for more than the record (a layer's `sample_id` for its whole stack), because the body can
 * name the record in another way too (by its `id`); an update without the field may be of any record.
 */
export function recordOf(operation: UpdateOperation, path: object | undefined, patch: object): RecordName {
  const names = Object.keys(operations[operation].identifiedBy);
  const isInPath = path !== undefined && Object.keys(path).length > 0;
  const given = { ...(isInPath ? path : patch) } as Record<string, unknown>;
  const ids = (isInPath ? names : names.slice(0, 1)).map((name) => given[name]);
  // One form for the spellings of one id: letter case, hyphens, a number as text.
  const id = ids.includes(undefined) ? undefined : ids.join(" ").toLowerCase().replaceAll("-", "");
  return { operation, id };
}

/** Tells whether two updates may be of the same record, so that they must not be under way at once. */
export function mayBeSame(one: RecordName, other: RecordName): boolean {
  return one.operation === other.operation && (one.id === other.id || !one.id || !other.id);
}
