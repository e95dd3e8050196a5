// Made from openapi/ by `npm run generate`; not to be edited.

/** What the client knows of an operation at run time. */
export interface Operation {
  readonly method: string;
  /** Path template, such as `/data_entries/{data_id}`. */
  readonly path: string;
  /** Names of the path parameters, each a UUID. */
  readonly parameters: readonly string[];
  /** JSON type of each field of the body, such as `string or null`, or `object of number` for a map of numbers. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sets of fields; the body needs at least one field of each. */
  readonly requireAnyOf: readonly (readonly string[])[];
  /** Path parameters and body fields that identify the record, with the response field that repeats each. */
  readonly identifiedBy: Readonly<Record<string, string>>;
  /** Fields of the record that a success returns. */
  readonly recordFields: readonly string[];
}

/** `operationId` of an operation. */
export type OperationId = "updateDataEntry" | "updateSampleAnnotation" | "updateTargetMaterialLayer";

/** Base URLs of the service. */
export const servers: readonly string[] = ["https://api.atomscale.ai"];

/** Every operation by its `operationId`. */
export const operations: Readonly<Record<OperationId, Operation>> = {
  "updateDataEntry": {
    "method": "PATCH",
    "path": "/data_entries/{data_id}",
    "parameters": [
      "data_id"
    ],
    "fields": {
      "char_source_type": "string",
      "pipeline_status": "string",
      "raw_name": "string"
    },
    "requireAnyOf": [],
    "identifiedBy": {
      "data_id": "data_id"
    },
    "recordFields": [
      "data_id",
      "raw_name",
      "char_source_type",
      "pipeline_status",
      "physical_sample_id",
      "upload_datetime",
      "last_updated",
      "raw_size_gb",
      "user_id",
      "version"
    ]
  },
  "updateSampleAnnotation": {
    "method": "PATCH",
    "path": "/physical_samples/{physical_sample_id}/annotations/{annotation_id}",
    "parameters": [
      "physical_sample_id",
      "annotation_id"
    ],
    "fields": {
      "property_name": "string",
      "property_value": "number",
      "property_unit": "string",
      "coord_ref_frame": "string",
      "coord_units": "string",
      "coord_x": "number",
      "coord_y": "number",
      "coord_z": "number",
      "metadata": "object"
    },
    "requireAnyOf": [],
    "identifiedBy": {
      "physical_sample_id": "physical_sample_id",
      "annotation_id": "id"
    },
    "recordFields": [
      "id",
      "physical_sample_id",
      "property_name",
      "property_value",
      "property_unit",
      "char_source_type",
      "coord_ref_frame",
      "coord_units",
      "coord_x",
      "coord_y",
      "coord_z",
      "data_id",
      "annotation_metadata",
      "last_updated",
      "version"
    ]
  },
  "updateTargetMaterialLayer": {
    "method": "PATCH",
    "path": "/target-materials/layers/",
    "parameters": [],
    "fields": {
      "layer_id": "integer",
      "sample_id": "integer",
      "composition_string": "string",
      "element_dict": "object of number",
      "orientation": "string",
      "space_group": "string",
      "mp_id": "string",
      "id": "integer"
    },
    "requireAnyOf": [
      [
        "layer_id"
      ],
      [
        "sample_id",
        "id"
      ]
    ],
    "identifiedBy": {
      "sample_id": "sample_id",
      "layer_id": "layer_id",
      "id": "id"
    },
    "recordFields": [
      "id",
      "layer_id",
      "sample_id",
      "composition_string",
      "element_dict",
      "orientation",
      "space_group",
      "mp_id"
    ]
  }
};
