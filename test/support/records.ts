// Makes a call of any operation and the record that answers it, from what is generated.
import { operations } from "../../generated/operations.ts";
import vectors from "../../generated/vectors.json" with { type: "json" };
import type { OperationId } from "./call-operation.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The parts of a request that a record depends on. */
export interface SentRequest {
  readonly url: string;
  readonly init: { readonly method: string; readonly body: string };
}

/** Path parameters and patch of an update that the service accepts, with its reply. */
export interface ValidUpdate {
  readonly ids: Readonly<Record<string, string>>;
  readonly patch: Fields;
  readonly reply: Fields;
}

/** Gives the first update of an operation that the description documents. */
export function validUpdate(operationId: OperationId): ValidUpdate {
  const vector = vectors.vectors.find((each) => each.operationId === operationId && each.status === 200);
  if (!vector) throw new Error(`${operationId} has no documented update.`);
  return {
    ids: vector.pathParameters as ValidUpdate["ids"],
    patch: vector.body,
    reply: vector.reply as Fields,
  };
}

/** Gives the field that suites change: the last one of the first documented update that does not name the record. */
export function changedField(operationId: OperationId): string {
  const { identifiedBy } = operations[operationId];
  const field = Object.keys(validUpdate(operationId).patch).findLast((name) => !(name in identifiedBy));
  if (field === undefined) throw new Error(`The first documented update of ${operationId} changes nothing.`);
  return field;
}

/** Makes the record that answers a request of any operation: the documented one, with what was sent. */
export function recordFor({ url, init }: SentRequest): Record<string, unknown> {
  for (const [operationId, { method, path, identifiedBy, recordFields }] of Object.entries(operations)) {
    const pattern = path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const match = new RegExp(`${pattern}$`).exec(new URL(url).pathname);
    if (match === null || method !== init.method) continue;
    const sent: Fields = { ...JSON.parse(init.body), ...match.groups };
    const named = Object.entries(identifiedBy).flatMap(([name, field]) =>
      Object.hasOwn(sent, name) ? [[field, sent[name]]] : [],
    );
    const shown = Object.entries(sent).filter(([name]) => recordFields.includes(name));
    return { ...validUpdate(operationId as OperationId).reply, ...Object.fromEntries([...shown, ...named]) };
  }
  throw new Error(`No operation is ${init.method} ${url}.`);
}
