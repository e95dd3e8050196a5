// The call that the fault suite makes of each operation, and the record that answers it. Free of Node.
import { operations } from "../../generated/operations.ts";
import vectors from "../../generated/vectors.json" with { type: "json" };
import { type OperationId, operationIds } from "../support/call-operation.ts";

type Json = Readonly<Record<string, unknown>>;

export interface Story {
  readonly operationId: OperationId;
  /** Path of the request. */
  readonly path: string;
  readonly pathParameters: Json;
  readonly patch: Json;
  /** Field that may take a text of any length. */
  readonly largeField: string;
  readonly record: Json;
  /** Fields of the record that repeat what the call identifies it by. */
  readonly idFields: readonly string[];
}

function tell(operationId: OperationId): Story {
  const { fields, identifiedBy } = operations[operationId];
  const vector = vectors.vectors.find((each) => each.operationId === operationId && each.status === 200);
  const largeField = Object.keys(fields).find((name) => fields[name] === "string");
  if (vector === undefined || largeField === undefined) throw new Error(`${operationId} lacks a vector`);
  const { path, pathParameters, body, reply } = vector;
  const given = { ...pathParameters, ...body };
  return {
    operationId,
    path,
    pathParameters,
    patch: body,
    largeField,
    record: reply as Json,
    idFields: Object.keys(identifiedBy).flatMap((name) => (name in given ? (identifiedBy[name] ?? []) : [])),
  };
}

export const stories = Object.fromEntries(operationIds.map((id) => [id, tell(id)])) as Readonly<
  Record<OperationId, Story>
>;

/** Changes fields of a record. */
function change(record: Json, fields: readonly string[], to: (value: unknown) => unknown): Json {
  return { ...record, ...Object.fromEntries(fields.map((field) => [field, to(record[field])])) };
}

function otherId(id: unknown): unknown {
  return typeof id === "number" ? id + 1 : String(id).replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
}

/** Record of which every id is another one. */
export function foreign({ record, idFields }: Story): Json {
  return change(record, idFields, otherId);
}

/** Record of the same parent, of which only the last id is another one. */
export function sibling({ record, idFields }: Story): Json {
  return change(record, idFields.slice(-1), otherId);
}

/** Record whose ids are written in another way. */
export function respelled({ record, idFields }: Story): Json {
  return change(record, idFields, (id) => String(id).toUpperCase().replaceAll("-", ""));
}

/** Record that does not repeat its ids. */
export function nameless({ record, idFields }: Story): Json {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !idFields.includes(field)));
}

/** Record whose ids are given value. */
export function withIds({ record, idFields }: Story, id: unknown): Json {
  return change(record, idFields, () => id);
}

/** Record of which no more is there than the named fields. */
export function only({ record }: Story, fields: readonly string[]): Json {
  return Object.fromEntries(fields.map((field) => [field, record[field]]));
}

/** Record that answers another operation. */
export function ofAnotherOperation({ operationId }: Story): Json {
  const others = Object.values(stories).filter((each) => each.operationId !== operationId);
  return (others[0] as Story).record;
}
