// Calls any operation through either client. Free of Node and of any test runner, so that every runtime can use it.
import { operations } from "../../generated/operations.ts";

export type OperationId = keyof typeof operations;
export type Maker = "createClient" | "createFetchClient";
export const operationIds = Object.keys(operations) as OperationId[];
export const makers: Maker[] = ["createClient", "createFetchClient"];

type Method = (...values: unknown[]) => Promise<unknown>;

/** Names of the parameters in the path of an operation. */
export function parametersOf(operationId: OperationId): string[] {
  return [...operations[operationId].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
}

/** Calls an operation; of `ids` it takes those that the path of the operation names. */
export function callOperation(
  client: object,
  operationId: OperationId,
  ids: object,
  body: unknown,
  callOptions?: object,
): Promise<unknown> {
  const { method, path } = operations[operationId];
  const names = parametersOf(operationId);
  const given = Object.fromEntries(names.map((name) => [name, (ids as Record<string, unknown>)[name]]));
  const methods = client as Readonly<Record<string, Method>>;
  const update = methods[operationId] as Method;
  if (method in client)
    return (methods[method] as Method)(path, { params: { path: given }, body, ...callOptions });
  return names.length > 0 ? update(given, body, callOptions) : update(body, callOptions);
}
