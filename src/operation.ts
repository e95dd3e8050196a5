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

/** Tells whether a field of this name takes any finite number, in whichever operation has one. */
export function isNumberField(name: string): boolean {
  return Object.values(operationOf).some(
    ({ fields }) => Object.hasOwn(fields, name) && fields[name]?.includes("number"),
  );
}
