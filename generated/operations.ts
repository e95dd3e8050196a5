// Made from openapi/ by `npm run generate`; not to be edited.
export const servers = ["https://api.atomscale.ai"] as const;
export const operations = {
  "updateDataEntry": {
    "method": "PATCH",
    "path": "/data_entries/{data_id}",
    "fields": {
      "char_source_type": "string",
      "pipeline_status": "string",
      "raw_name": "string"
    },
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
    ],
    "needs": []
  },
  "updateSampleAnnotation": {
    "method": "PATCH",
    "path": "/physical_samples/{physical_sample_id}/annotations/{annotation_id}",
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
    ],
    "needs": []
  },
  "updateTargetMaterialLayer": {
    "method": "PATCH",
    "path": "/target-materials/layers/",
    "fields": {
      "layer_id": "integer",
      "sample_id": "integer",
      "composition_string": "string",
      "element_dict": "object",
      "orientation": "string",
      "space_group": "string",
      "mp_id": "string",
      "id": "integer"
    },
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
    ],
    "needs": [
      [
        "layer_id"
      ],
      [
        "sample_id",
        "id"
      ]
    ]
  }
} as const;
