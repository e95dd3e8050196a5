import { operations } from "../generated/operations.ts";

/** What the client knows of an operation at run time. */
export interface Operation {
  readonly method: string;
  /** Path template of the description, such as `/data_entries/{data_id}`. */
  readonly path: string;
  /** JSON types of each field of the body, joined by `|`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sets of fields; the body needs one at least of each. */
  readonly needs: readonly (readonly string[])[];
}

export type OperationId = keyof typeof operations;

/** Every operation of the description by its id. */
export const operationOf: Readonly<Record<OperationId, Operation>> = operations;

/** Names the operation of a path that ends in the operation's own, filled or not. */
export function operationIdAt(path: string, method: string): string {
  for (const [id, operation] of Object.entries(operationOf)) {
    const pattern = operation.path.replace(/\{\w+\}/g, "[^/]+");
    if (operation.method === method && new RegExp(`${pattern}$`).test(path)) return id;
  }
  return `${method} ${path}`;
}

/** Fields that take any finite number in some operation, as types that take `null` as well. */
export function numberFields(): Record<string, string> {
  const types: Record<string, string> = Object.create(null);
  for (const { fields } of Object.values(operationOf)) {
    for (const name in fields) if (fields[name]?.includes("number")) types[name] = "number|null";
  }
  return types;
}
