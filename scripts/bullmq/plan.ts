// Updates of 500 annotations, four each; the value that each sets is its position.
import type { RecordServer } from "../../test/support/record-server.ts";

export const UPDATES = 2_000;
const RECORDS = 500;

const SAMPLE = "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3";
const annotationId = (index: number): string =>
  `f47ac10b-58cc-4372-a567-${`${index % RECORDS}`.padStart(12, "0")}`;

/** Record of an update that the client refuses, because its value is a text. */
export const BAD_RECORD = annotationId(RECORDS - 1).replace("f47ac10b", "00000000");

interface Row {
  readonly path: { readonly physical_sample_id: string; readonly annotation_id: string };
  readonly patch: { readonly property_value: number | string };
}

export function listRows(): Row[] {
  const rows = Array.from(
    { length: UPDATES },
    (_, index): Row => ({
      path: { physical_sample_id: SAMPLE, annotation_id: annotationId(index) },
      patch: { property_value: index },
    }),
  );
  return [
    ...rows,
    { path: { physical_sample_id: SAMPLE, annotation_id: BAD_RECORD }, patch: { property_value: "26,0" } },
  ];
}

/** Lists the records that hold another value than the last intended one, or whose updates were applied out of order. */
export function checkRecords(rows: readonly Row[], { records, received }: RecordServer): string[] {
  const wrong: string[] = [];
  const nameOf = ({ path }: Row): string =>
    `/physical_samples/${path.physical_sample_id}/annotations/${path.annotation_id}`;
  const intended = new Map(rows.slice(0, UPDATES).map((row) => [nameOf(row), row.patch.property_value]));
  for (const [name, value] of intended) {
    const held = records.get(name)?.property_value;
    if (held !== value) wrong.push(`${name} holds ${held}, not ${value}`);
  }
  if (records.size !== intended.size) wrong.push(`${records.size} records exist, not ${intended.size}`);
  const newest = new Map<string, number>();
  for (const { name, body, isApplied } of received) {
    if (!isApplied) continue;
    const value = Number(body.property_value);
    if (value < (newest.get(name) ?? -1)) wrong.push(`${name} was set to ${value} after ${newest.get(name)}`);
    newest.set(name, value);
  }
  return wrong;
}
