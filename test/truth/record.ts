// The record that a call names and the value that it writes, both made from the call's number. Free of Node.
import type { BodyKind, Call } from "./script.ts";

type Fields = Record<string, unknown>;

const hex = (number: number): string => number.toString(16).padStart(12, "0");
const uuid = (number: number): string => `d290f1ee-6c54-4b01-90e6-${hex(number)}`;

/** How a call is written: its ids in the path, and its patch. */
export interface Request {
  readonly template: string;
  readonly path: Fields;
  readonly patch: Fields;
}

const templates = {
  updateDataEntry: "/data_entries/{data_id}",
  updateSampleAnnotation: "/physical_samples/{physical_sample_id}/annotations/{annotation_id}",
  updateTargetMaterialLayer: "/target-materials/layers/",
};

/** Where a record shows the value of a call. */
export const valueFields = {
  updateDataEntry: "raw_name",
  updateSampleAnnotation: "property_value",
  updateTargetMaterialLayer: "orientation",
} as const;

/** The value that nobody but this call writes. */
export function writtenValue({ id, operationId }: Call): unknown {
  if (operationId === "updateDataEntry") return `value ${id}.mp4`;
  return operationId === "updateSampleAnnotation" ? id + 0.5 : `00${id}`;
}

export function requestOf(call: Call): Request {
  const { id, operationId, byOwnId } = call;
  const template = templates[operationId];
  const value = { [valueFields[operationId]]: writtenValue(call) };
  if (operationId === "updateDataEntry") return { template, path: { data_id: uuid(id) }, patch: value };
  if (operationId === "updateSampleAnnotation") {
    const path = { physical_sample_id: uuid(id), annotation_id: uuid(id + 1e9) };
    return { template, path, patch: { ...value, metadata: { note: null } } };
  }
  const named = byOwnId ? { id: id + 5_000_000 } : { sample_id: id + 1_000_000 };
  return { template, path: {}, patch: { ...named, layer_id: id % 7, ...value } };
}

/** Path at which the request of a call arrives. */
export function targetOf(call: Call): string {
  const { template, path } = requestOf(call);
  return template.replace(/\{(\w+)\}/g, (_, name) => `${path[name]}`);
}

/** Makes the whole record of a call, with whatever is stored in it. */
export function recordOf({ id, operationId }: Call, stored: Fields): Fields {
  if (operationId === "updateDataEntry") {
    return {
      data_id: uuid(id),
      raw_name: "a.mp4",
      char_source_type: "xps",
      pipeline_status: "success",
      physical_sample_id: null,
      upload_datetime: "2025-02-12 21:28:35",
      last_updated: "2025-02-12 21:28:35",
      raw_size_gb: 1.2,
      user_id: "user_1",
      ...stored,
    };
  }
  if (operationId === "updateSampleAnnotation") {
    const { metadata, ...fields } = stored;
    return {
      id: uuid(id + 1e9),
      physical_sample_id: uuid(id),
      property_name: "thickness",
      property_value: 1,
      property_unit: "nm",
      coord_ref_frame: null,
      data_id: null,
      annotation_metadata: metadata ?? null,
      last_updated: "2025-02-12 21:28:35",
      version: "0.269.1",
      ...fields,
    };
  }
  return {
    id: id + 5_000_000,
    layer_id: id % 7,
    sample_id: id + 1_000_000,
    composition_string: "BaTiO3",
    element_dict: { Ba: 1, Ti: 1, O: 3 },
    orientation: "111",
    space_group: "P4mm",
    mp_id: "mp-5020",
    ...stored,
  };
}

const NO_CALL = 900_000_000;

/** A record that no call names; at times it differs from the one asked for in one of its ids only. */
export function otherRecord(call: Call, stored: Fields): Fields {
  const { id, operationId, byOwnId } = call;
  const fields = Object.fromEntries(Object.entries(stored).filter(([name]) => !isId(name)));
  const record = recordOf(call, fields);
  const other = recordOf({ ...call, id: NO_CALL + id }, fields);
  if (operationId === "updateDataEntry") return { ...record, data_id: other.data_id };
  if (operationId === "updateSampleAnnotation") {
    if (id % 3 === 0) return { ...record, id: other.id };
    return id % 3 === 1 ? { ...record, physical_sample_id: other.physical_sample_id } : other;
  }
  if (byOwnId) return { ...other, layer_id: record.layer_id };
  if (id % 3 === 0) return { ...record, layer_id: (id % 7) + 1 };
  return id % 3 === 1 ? { ...record, sample_id: other.sample_id } : other;
}

const isId = (name: string): boolean =>
  name === "id" || /^(data|physical_sample|sample|layer)_id$/.test(name);

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
        if (!isId(name)) return value;
        if (typeof value === "number") return `${value}`;
        return typeof value === "string"
          ? value.toUpperCase().replaceAll("-", call.id % 2 ? "" : "-")
          : value;
      });
    case "record-without-id":
      return map((name, value) => (isId(name) ? undefined : value));
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
      !isId(name) || own[name] === null || record[name] == null || spell(record[name]) === spell(own[name]),
  );
}
