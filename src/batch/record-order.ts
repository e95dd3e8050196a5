import { operations } from "../../generated/operations.ts";
import type { UpdateOperation } from "./update.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * Names the record of an update: its operation, then its path parameters, or where it has none the first identifying
 * field of the body. That field may stand for more than the record (a layer's `sample_id` for its whole stack), because
 * the body can name the record in another way too (by its `id`). An update without the field may be of any record; its
 * name is the beginning of all names of its operation.
 */
export function nameOf(operation: UpdateOperation, path: Values, patch: Values): string {
  const { parameters, identifiedBy } = operations[operation];
  const names = parameters.length > 0 ? parameters : Object.keys(identifiedBy).slice(0, 1);
  const ids = names.flatMap((name) => path[name] ?? patch[name] ?? []);
  // One form for the spellings of one id: letter case, hyphens, a number as text. It ends with a space, so that a longer
  // id is another name.
  return [operation, ...ids, ""].join(" ").toLowerCase().replaceAll("-", "");
}

/** Tells by their names whether two updates may be of the same record, so that they must not be under way at once. */
export function mayBeSame(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
