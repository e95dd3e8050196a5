// What must not compile. The comment on a line names the error that the compiler gives there;
// a property that is missing is TS2345 up to TypeScript 6 and TS2741 from 7 on.
import { type AtomscaleError, createClient, createFetchClient, type DataEntryPatch } from "atomscale-client";
import { drain, type Update, updateAll } from "atomscale-client/batch";
import { createMockFetch } from "atomscale-client/testing";

const client = createClient({ apiKey: "key" });
const raw = createFetchClient({ apiKey: "key" });
const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const path = { physical_sample_id: data_id, annotation_id: data_id };
const body = { raw_name: "scan.mp4" };
declare const error: AtomscaleError;

// A misspelt field.
client.updateDataEntry({ data_id }, { pipline_status: "success" }); // TS2561
client.updateSampleAnnotation(path, { property_values: 26 }); // TS2561
client.updateTargetMaterialLayer({ layer_id: 1, sample_id: 42, colour: "red" }); // TS2353
export const patch: DataEntryPatch = { rawName: "scan.mp4" }; // TS2561

// A value outside the list, also one that only replies hold.
client.updateDataEntry({ data_id }, { pipeline_status: "done" }); // TS2322
client.updateDataEntry({ data_id }, { char_source_type: "rheed_stationary" }); // TS2322
client.updateSampleAnnotation(path, { coord_ref_frame: "stage" }); // TS2322

// Null, which may erase data.
client.updateDataEntry({ data_id }, { raw_name: null }); // TS2322
client.updateSampleAnnotation(path, { coord_z: null }); // TS2322
client.updateTargetMaterialLayer({ layer_id: 1, id: 7, mp_id: null }); // TS2322

// A value of another type.
client.updateSampleAnnotation(path, { property_value: "26" }); // TS2322
client.updateTargetMaterialLayer({ layer_id: 1, id: 7, orientation: 111 }); // TS2322
client.updateTargetMaterialLayer({ layer_id: 1, id: 7, element_dict: { Ba: "1" } }); // TS2322

// A path parameter that is missing, misspelt, of another type or of another operation.
client.updateSampleAnnotation({ annotation_id: data_id }, { property_value: 26 }); // TS2345 or TS2741
client.updateSampleAnnotation({ ...path, annotationId: data_id }, { property_value: 26 }); // TS2561
client.updateDataEntry({ data_id: 7 }, body); // TS2322
client.updateDataEntry(path, body); // TS2345 or TS2741

// Arguments swapped, or left out.
client.updateDataEntry({ raw_name: "scan.mp4" }, { data_id }); // TS2353
client.updateDataEntry(data_id, body); // TS2345
client.updateDataEntry({ data_id }); // TS2554
client.updateTargetMaterialLayer({ sample_id: 42, orientation: "111" }); // TS2345 or TS2741

// Options.
createClient({ apikey: "key" }); // TS2561
createClient({ timeoutMs: "30" }); // TS2322
client.updateDataEntry({ data_id }, body, { retries: 1 }); // TS2353
client.updateDataEntry({ data_id }, body, { apiKey: "other" }); // TS2353
createMockFetch("connection-broken"); // TS2345

// Replies and errors.
client.updateDataEntry({ data_id }, body).then((entry) => entry.rawName); // TS2551
client.updateSampleAnnotation(path, { coord_x: 1 }).then(({ coord_x }) => coord_x.toFixed()); // TS18047
export const compared = error.code === "not-fond"; // TS2367
export const applied = error.outcome === true; // TS2367
error.code = "aborted"; // TS2540

// The other client. It takes a misspelt field: openapi-fetch infers the type of the body.
raw.PATCH("/data_entries/{id}", { params: { path: { data_id } }, body }); // TS2345
raw.PATCH("/data_entries/{data_id}", { body }); // TS2345
raw.PATCH("/data_entries/{data_id}", { params: { path: { data_id } }, body: { raw_name: 7 } }); // TS2322
raw.GET("/data_entries/{data_id}", { params: { path: { data_id } } }); // TS2345

// Many updates: a patch, a path or a field of another operation.
const entry = { data_id };
const operation = "updateDataEntry" as const;
export const layer: Update = { operation, path: entry, patch: { layer_id: 1, sample_id: 42 } }; // TS2322 or TS2353
export const annotation: Update = { operation, path, patch: body }; // TS2322
export const withoutPath: Update = { operation, patch: body }; // TS2322
export const unknown: Update = { operation: "deleteDataEntry", path: entry, patch: body }; // TS2820
updateAll(client, [{ operation: "updateDataEntry", path: entry, patch: { property_value: 26 } }]); // TS2345
updateAll(client, [{ operation: "updateDataEntry", path: entry, patch: { pipline_status: "error" } }]); // TS2345
const rows = [{ id: data_id, value: 26 }];
updateAll(
  client,
  rows.map((row) => ({ operation: "updateDataEntry", path: entry, patch: { property_value: row.value } })), // TS2345
);
updateAll(client, [], { concurency: 4 }); // TS2561
updateAll(client, [], { journal: "run.jsonl" }); // TS2322
drain(client); // TS2345
