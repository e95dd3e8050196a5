// A wafer map: 200 points of one sample, each with the film thickness measured there.
import type { UpdateOf } from "../../src/batch/index.ts";
import type { RecordServer } from "../../test/support/record-server.ts";

const POINTS = 200;
const RADIUS_MM = 50;
const SAMPLE = "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3";

/** Lays the points on a spiral that covers the wafer evenly; the film is thickest in the middle. */
export function planWafer(): UpdateOf<"updateSampleAnnotation">[] {
  return Array.from({ length: POINTS }, (_, index) => {
    const radius = RADIUS_MM * Math.sqrt((index + 0.5) / POINTS);
    // The golden angle: https://en.wikipedia.org/wiki/Golden_angle
    const angle = index * Math.PI * (3 - Math.sqrt(5));
    return {
      operation: "updateSampleAnnotation",
      path: { physical_sample_id: SAMPLE, annotation_id: annotationId(index) },
      patch: {
        property_name: "thickness",
        property_value: round(26 - 4 * (radius / RADIUS_MM) ** 2),
        property_unit: "nm",
        coord_ref_frame: "sample_relative",
        coord_units: "mm",
        coord_x: round(radius * Math.cos(angle)),
        coord_y: round(radius * Math.sin(angle)),
      },
      ref: `point ${index + 1}`,
    };
  });
}

const annotationId = (index: number): string => `f47ac10b-58cc-4372-a567-${`${index}`.padStart(12, "0")}`;

const round = (value: number): number => Number(value.toFixed(2));

/** Lists the points whose record differs from the intended one, with both. */
export function compareWafer(
  intended: readonly UpdateOf<"updateSampleAnnotation">[],
  records: RecordServer["records"],
): string[] {
  const differences: string[] = [];
  for (const { path, patch, ref } of intended) {
    const held = records.get(
      `/physical_samples/${path.physical_sample_id}/annotations/${path.annotation_id}`,
    );
    for (const [name, value] of Object.entries(patch)) {
      if (held?.[name] !== value)
        differences.push(`${ref}: ${name} is ${JSON.stringify(held?.[name])}, not ${JSON.stringify(value)}`);
    }
  }
  return differences;
}
