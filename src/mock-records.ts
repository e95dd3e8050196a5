import type { OperationId } from "../generated/operations.ts";
import { operations } from "../generated/operations.ts";
import type { AtomscaleClient } from "./client.ts";

/** Stored records by the operation that updates them; a record needs the fields that identify it, and may lack others. */
export type MockRecords = {
  readonly [Id in OperationId]?: readonly Partial<Awaited<ReturnType<AtomscaleClient[Id]>>>[];
};

/** Values that name a record in a request, by the field of the record that holds the same. */
export type Identity = Readonly<Record<string, unknown>>;

type StoredRecord = Record<string, unknown>;

/** Records that updates change. */
export interface RecordStore {
  readonly records: Readonly<Record<OperationId, StoredRecord[]>>;
  /** Changes a stored record and returns it; undefined where none has that identity. */
  update(operationId: OperationId, identity: Identity, patch: object): StoredRecord | undefined;
}

/** Copies records into a store. */
export function storeRecords(given: MockRecords): RecordStore {
  const unknown = Object.keys(given).filter((id) => !Object.hasOwn(operations, id));
  if (unknown.length > 0) {
    const known = Object.keys(operations).join(", ");
    throw new RangeError(`No operation is named ${unknown.join(", ")}; known are ${known}.`);
  }
  const ids = Object.keys(operations) as OperationId[];
  const records = Object.fromEntries(ids.map((id) => [id, structuredClone(given[id] ?? [])]));
  return {
    records: records as unknown as RecordStore["records"],
    update(operationId, identity, patch) {
      const record = this.records[operationId].find((candidate) => isNamed(candidate, identity));
      if (record) Object.assign(record, asRecordFields(operationId, patch));
      return record;
    },
  };
}

/** Reads which record a request is for: the names are those of the record, the values those of the request. */
export function readIdentity(operationId: OperationId, path: object, body: unknown): Identity {
  const given: Record<string, unknown> = { ...Object(body), ...path };
  const identity: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(operations[operationId].identifiedBy)) {
    if (given[name] !== undefined) identity[field] = given[name];
  }
  return identity;
}

function isNamed(record: StoredRecord, identity: Identity): boolean {
  const spell = (id: unknown): string => `${id}`.toLowerCase().replaceAll("-", "");
  const fields = Object.entries(identity);
  return fields.length > 0 && fields.every(([field, id]) => spell(record[field]) === spell(id));
}

/** Gives the fields of a patch the names that they have in the record: `metadata` becomes `annotation_metadata`. */
function asRecordFields(operationId: OperationId, patch: object): StoredRecord {
  const { recordFields, identifiedBy } = operations[operationId];
  const fields: readonly string[] = recordFields;
  const changed: StoredRecord = {};
  for (const [name, value] of Object.entries(patch)) {
    if (Object.hasOwn(identifiedBy, name)) continue;
    const own = fields.includes(name) ? name : fields.find((field) => field.endsWith(`_${name}`));
    changed[own ?? name] = value;
  }
  return changed;
}
