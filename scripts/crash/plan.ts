// Updates of a crash run: several for each record, so that their order shows in the end.
import type { Update } from "../../src/batch/index.ts";

const uuid = (number: number): string => `00000000-0000-4000-8000-${`${number}`.padStart(12, "0")}`;

export interface Planned {
  readonly update: Update;
  /** Name of its record at the server. */
  readonly record: string;
}

/** Plans updates; the value that each sets is its position. */
export function planUpdates(count: number, random: () => number): Planned[] {
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index): Planned => {
    const kind = below(3);
    const number = below(40) + 1;
    if (kind === 0) {
      // The case of a UUID does not make it another record.
      const data_id = random() < 0.2 ? uuid(number + 0xab).toUpperCase() : uuid(number + 0xab);
      const update: Update = {
        operation: "updateDataEntry",
        path: { data_id },
        patch: { raw_name: `${index}` },
      };
      return { update, record: `/data_entries/${data_id.toLowerCase()}` };
    }
    if (kind === 1) {
      const path = { physical_sample_id: uuid(1), annotation_id: uuid(number) };
      const update: Update = { operation: "updateSampleAnnotation", path, patch: { property_value: index } };
      return {
        update,
        record: `/physical_samples/${path.physical_sample_id}/annotations/${path.annotation_id}`,
      };
    }
    const ids = random() < 0.2 ? { id: number } : { sample_id: number };
    const patch = { layer_id: 1, ...ids, mp_id: `${index}` };
    return { update: { operation: "updateTargetMaterialLayer", patch }, record: `layer ${number}` };
  });
}

/** Reads the position of an update from what a record or a request holds. */
export function positionIn(fields: Readonly<Record<string, unknown>>): number {
  return Number(fields.raw_name ?? fields.property_value ?? fields.mp_id);
}
