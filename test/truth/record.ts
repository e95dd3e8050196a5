// The record that a call names and the value that it writes, both made from the call's number. Free of Node.
import { operations } from "../../generated/operations.ts";
import { parametersOf } from "../support/call-operation.ts";
import { changedField, validUpdate } from "../support/records.ts";
import type { BodyKind, Call } from "./script.ts";

type Fields = Readonly<Record<string, unknown>>;

const MILLION = 1_000_000;

const hex = (number: number): string => number.toString(16).padStart(12, "0");
const uuid = (number: number): string => `d290f1ee-6c54-4b01-90e6-${hex(number)}`;

/** How a call is written: its ids in the path, and its patch. */
export interface Request {
  readonly path: Fields;
  readonly patch: Fields;
}

/** The value that nobody but this call writes, in the field that `changedField` gives. */
export function writtenValue({ id, operationId }: Call): unknown {
  const type = operations[operationId].fields[changedField(operationId)];
  return type === "string" ? `00${id}` : id + 0.5;
}

/** What identifies the record of a call, by its name in the request. */
function identityOf({ id, operationId }: Call): Fields {
  const { identifiedBy, requireAnyOf } = operations[operationId];
  const parameters = parametersOf(operationId);
  const identity = Object.keys(identifiedBy).map((name, index) => {
    if (parameters.includes(name)) return [name, uuid(id + index * 1000 * MILLION)];
    // A number that each request needs is a place within something: many records have the same.
    const isPlace = requireAnyOf.some((names) => names.length === 1 && names[0] === name);
    return [name, isPlace ? id % 7 : id + (2 * index + 1) * MILLION];
  });
  return Object.fromEntries(identity);
}

/** What the request of a call names its record by; `byOwnId` chooses where there is a choice. */
function namedBy(call: Call): Fields {
  const { operationId, byOwnId } = call;
  const { requireAnyOf } = operations[operationId];
  const identity = identityOf(call);
  const inBody = requireAnyOf.map((names) => names.at(byOwnId ? -1 : 0) ?? "");
  return pickFrom(identity, [...parametersOf(operationId), ...inBody]);
}

function pickFrom(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

export function requestOf(call: Call): Request {
  const { operationId } = call;
  const named = namedBy(call);
  const parameters = parametersOf(operationId);
  const maps = Object.entries(operations[operationId].fields).filter(([, type]) => type === "object");
  const patch = {
    ...Object.fromEntries(Object.entries(named).filter(([name]) => !parameters.includes(name))),
    [changedField(operationId)]: writtenValue(call),
    ...Object.fromEntries(maps.map(([name]) => [name, { note: null }])),
  };
  return { path: pickFrom(named, parameters), patch };
}

/** Path at which the request of a call arrives. */
export function targetOf(call: Call): string {
  const { path } = requestOf(call);
  return operations[call.operationId].path.replace(/\{(\w+)\}/g, (_, name) => `${path[name]}`);
}

/** Makes the whole record of a call, with whatever is stored in it. */
export function recordOf(call: Call, stored: Fields): Fields {
  const { identifiedBy, recordFields } = operations[call.operationId];
  const identity = Object.entries(identityOf(call)).map(([name, id]) => [identifiedBy[name], id]);
  const shown = Object.entries(stored).filter(([name]) => recordFields.includes(name));
  // Without the ids of other records, which would tell a client at once that a record is another operation's.
  const own = Object.entries(validUpdate(call.operationId).reply).map(([name, value]) => [
    name,
    name.endsWith("_id") ? null : value,
  ]);
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(identity),
    ...Object.fromEntries(shown),
  };
}

const NO_CALL = 900 * MILLION;

/** A record that no call names; at times it differs from the one asked for in one of its ids only. */
export function otherRecord(call: Call, stored: Fields): Fields {
  const { identifiedBy } = operations[call.operationId];
  const fields = Object.fromEntries(Object.entries(stored).filter(([name]) => !isId(call, name)));
  const record = recordOf(call, fields);
  const other = recordOf({ ...call, id: NO_CALL + call.id }, fields);
  const named = Object.keys(namedBy(call)).map((name) => identifiedBy[name] ?? "");
  const only = named[call.id % (named.length + 1)];
  if (only === undefined) return other;
  // A place is a small number, so that it may be the same by chance.
  return { ...record, [only]: other[only] === record[only] ? Number(other[only]) + 1 : other[only] };
}

/** Tells whether a field of a record repeats what identifies the record. */
const isId = ({ operationId }: Call, name: string): boolean =>
  Object.values(operations[operationId].identifiedBy).includes(name);

/** Writes what a reply carries, before framing and compression. */
export function writeBody(kind: BodyKind, call: Call, stored: Fields): string {
  const record = recordOf(call, stored);
  const map = (change: (name: string, value: unknown) => unknown): string =>
    JSON.stringify(
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)])),
    );
  switch (kind) {
    case "record":
      return JSON.stringify(record);
    case "record-in-other-spelling":
      return map((name, value) => {
        if (!isId(call, name)) return value;
        if (typeof value === "number") return `${value}`;
        return typeof value === "string"
          ? value.toUpperCase().replaceAll("-", call.id % 2 ? "" : "-")
          : value;
      });
    case "record-without-id":
      return map((name, value) => (isId(call, name) ? undefined : value));
    case "record-with-mark":
      return `\uFEFF${JSON.stringify(record)}`;
    case "record-of-100-kB":
      return JSON.stringify({ ...record, notes: "n".repeat(100_000) });
    case "record-of-9-MB":
      return JSON.stringify({ ...record, notes: "n".repeat(9_000_000) });
    case "other-record":
      return JSON.stringify(otherRecord(call, stored));
    case "html":
      return "<!doctype html><title>Sign in</title><p>Sign in to reach the internet.";
    case "foreign":
      return '{"status": "queued", "job": 7}';
    case "detail":
      return '{"detail": "The value is not permitted"}';
    case "array":
      return JSON.stringify([record]);
    case "null":
      return "null";
    case "number":
      return "42";
    case "text":
      return "Accepted";
    case "spaces":
      return "  \r\n ";
    case "broken-other-record":
      return `${JSON.stringify(otherRecord(call, stored)).slice(0, -1)},}`;
    case "broken":
      return `${JSON.stringify(record).slice(0, -1)},}`;
    case "two-records":
      return JSON.stringify(record).repeat(2);
    case "empty":
      return "";
  }
}

/** Tells whether a record may be the one that a call named, whatever way its ids are spelt. */
export function isRecordOf(call: Call, record: Fields): boolean {
  const own = recordOf(call, {});
  const spell = (value: unknown): string => `${value}`.toLowerCase().replaceAll("-", "");
  return Object.keys(own).every(
    (name) =>
      !isId(call, name) ||
      own[name] === null ||
      record[name] == null ||
      spell(record[name]) === spell(own[name]),
  );
}
