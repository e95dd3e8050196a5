// Made from openapi/ by `npm run generate`; not to be edited.

/** Field of a request body. */
export interface Field {
  /** JSON types that the field takes; empty where it takes any. */
  readonly types: readonly string[];
  /** JSON types that the values of a map or the items of a list take; absent where they take any. */
  readonly values?: readonly string[];
}

/** What the client knows of an operation at run time. */
export interface Operation {
  readonly method: string;
  /** Path template, such as `/data_entries/{data_id}`. */
  readonly path: string;
  /** Names of the path parameters, each a UUID. */
  readonly parameters: readonly string[];
  /** Fields of the body by name. */
  readonly fields: Readonly<Record<string, Field>>;
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
      "char_source_type": {
        "types": [
          "string"
        ]
      },
      "pipeline_status": {
        "types": [
          "string"
        ]
      },
      "raw_name": {
        "types": [
          "string"
        ]
      }
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
      "property_name": {
        "types": [
          "string"
        ]
      },
      "property_value": {
        "types": [
          "number"
        ]
      },
      "property_unit": {
        "types": [
          "string"
        ]
      },
      "coord_ref_frame": {
        "types": [
          "string"
        ]
      },
      "coord_units": {
        "types": [
          "string"
        ]
      },
      "coord_x": {
        "types": [
          "number"
        ]
      },
      "coord_y": {
        "types": [
          "number"
        ]
      },
      "coord_z": {
        "types": [
          "number"
        ]
      },
      "metadata": {
        "types": [
          "object"
        ]
      }
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
      "layer_id": {
        "types": [
          "integer"
        ]
      },
      "sample_id": {
        "types": [
          "integer"
        ]
      },
      "composition_string": {
        "types": [
          "string"
        ]
      },
      "element_dict": {
        "types": [
          "object"
        ],
        "values": [
          "number"
        ]
      },
      "orientation": {
        "types": [
          "string"
        ]
      },
      "space_group": {
        "types": [
          "string"
        ]
      },
      "mp_id": {
        "types": [
          "string"
        ]
      },
      "id": {
        "types": [
          "integer"
        ]
      }
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
