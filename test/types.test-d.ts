// What must not compile. `tsc` runs this file: an error that does not come is an unused directive, which is an error.
import { createClient, createFetchClient, type DataEntry, type SampleAnnotation } from "../src/index.ts";

const atomscale = createClient();
const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const physical_sample_id = "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3";
const annotation_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
const sample = { physical_sample_id, annotation_id };

// @ts-expect-error: a misspelt field
void atomscale.updateDataEntry({ data_id }, { pipline_status: "success" });
// @ts-expect-error: a misspelt field beside a right one
void atomscale.updateSampleAnnotation(sample, { property_value: 1, unit: "nm" });
// @ts-expect-error: the reply's name of a request field
void atomscale.updateSampleAnnotation(sample, { annotation_metadata: {} });
// @ts-expect-error: a misspelt field of the layer
void atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientaton: "111" });

// @ts-expect-error: a value that is not of the enum
void atomscale.updateDataEntry({ data_id }, { pipeline_status: "done" });
// @ts-expect-error: a value that only replies hold
void atomscale.updateDataEntry({ data_id }, { char_source_type: "tool_state" });
// @ts-expect-error: a value that is not of the enum
void atomscale.updateSampleAnnotation(sample, { coord_ref_frame: "sample" });

// @ts-expect-error: null where the page allows none
void atomscale.updateDataEntry({ data_id }, { raw_name: null });
// @ts-expect-error: null where the page allows none
void atomscale.updateSampleAnnotation(sample, { coord_z: null });
// @ts-expect-error: null where the page allows none
void atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, mp_id: null });

// @ts-expect-error: undefined, which would leave the field out
void atomscale.updateDataEntry({ data_id }, { raw_name: undefined });

// @ts-expect-error: a missing path parameter
void atomscale.updateDataEntry({}, { raw_name: "a" });
// @ts-expect-error: a missing path parameter
void atomscale.updateSampleAnnotation({ physical_sample_id }, { property_value: 1 });
// @ts-expect-error: a path parameter of another operation
void atomscale.updateDataEntry({ annotation_id }, { raw_name: "a" });

// @ts-expect-error: a bare id in place of the named parameters
void atomscale.updateDataEntry(data_id, { raw_name: "a" });
// @ts-expect-error: body and parameters swapped
void atomscale.updateDataEntry({ raw_name: "a" }, { data_id });
// @ts-expect-error: a number where an id is a UUID
void atomscale.updateDataEntry({ data_id: 42 }, { raw_name: "a" });
// @ts-expect-error: a UUID where the target material has a number
void atomscale.updateTargetMaterialLayer({ sample_id: physical_sample_id, layer_id: 1 });

// @ts-expect-error: a layer without its position
void atomscale.updateTargetMaterialLayer({ sample_id: 42, orientation: "111" });
// @ts-expect-error: the orientation as a number, which would lose leading zeros
void atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: 1 });

// @ts-expect-error: an unknown option of a call
void atomscale.updateDataEntry({ data_id }, { raw_name: "a" }, { retries: 1 });
// @ts-expect-error: an unknown option of a client
createClient({ apikey: "k" });
// @ts-expect-error: a path without its slash
void createFetchClient().PATCH("/target-materials/layers", { body: { layer_id: 1 } });

// What must compile: replies are never optional, known values complete, and any other value fits.
const entry: DataEntry = await atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" });
const size: number = entry.raw_size_gb;
const status: string = entry.pipeline_status;
const open: DataEntry["pipeline_status"] = "a_status_of_next_year";
const annotation: SampleAnnotation = await atomscale.updateSampleAnnotation(sample, {
  property_value: 26,
  metadata: { any: ["thing", { at: "all" }] },
});
// @ts-expect-error: a coordinate that may be null
const z: number = annotation.coord_z;

export { open, size, status, z };
