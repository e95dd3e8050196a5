// Updates of any operation that carry their position, so that a request or a record tells which update it came from.
import { operations } from "../../generated/operations.ts";
import type { Update } from "../../src/batch/index.ts";
import { type OperationId, operationIds, parametersOf } from "./call-operation.ts";
import { changedField } from "./records.ts";

// With a letter, whose case can differ.
const uuid = (number: number): string => `0000000a-0000-4000-8000-${`${number}`.padStart(12, "0")}`;

/**
 * Makes an update of the record with that number, which sets a field to the position.
 * An odd one names the same record differently: with ids in capitals, or in the last way that the body knows.
 */
export function updateOf(operation: OperationId, number: number, position: number, isOdd = false): Update {
  const { fields, requireAnyOf } = operations[operation];
  // Only the last id of a path tells one record from another.
  const ids = parametersOf(operation).map((name, at, { length }) => {
    const id = uuid(at === length - 1 ? number : 0);
    return [name, isOdd ? id.toUpperCase() : id];
  });
  const names = requireAnyOf.map((either) => {
    const [first = "", ...others] = either;
    return [(isOdd && others.at(-1)) || first, others.length > 0 ? number : 1];
  });
  const field = changedField(operation);
  const value = fields[field] === "string" ? `${position}` : position;
  return {
    operation,
    ...(ids.length > 0 && { path: Object.fromEntries(ids) }),
    patch: { ...Object.fromEntries(names), [field]: value },
  } as Update;
}

/** Reads the position of an update from what a record or a request holds. */
export function positionIn(fields: Readonly<Record<string, unknown>>): number {
  return Number(operationIds.map((id) => fields[changedField(id)]).find((value) => value !== undefined));
}
