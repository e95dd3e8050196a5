// Made from openapi/ by `npm run generate`; not to be edited.
export const servers = ["https://api.atomscale.ai"] as const;
export const operations = {
  "updateDataEntry": {
    "method": "PATCH",
    "path": "/data_entries/{data_id}",
    "pathParameters": [
      "data_id"
    ],
    "fields": {
      "char_source_type": "string",
      "pipeline_status": "string",
      "raw_name": "string"
    },
    "required": [],
    "requireAnyOf": []
  },
  "updateSampleAnnotation": {
    "method": "PATCH",
    "path": "/physical_samples/{physical_sample_id}/annotations/{annotation_id}",
    "pathParameters": [
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
    "required": [],
    "requireAnyOf": []
  },
  "updateTargetMaterialLayer": {
    "method": "PATCH",
    "path": "/target-materials/layers/",
    "pathParameters": [],
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
    "required": [
      "layer_id"
    ],
    "requireAnyOf": [
      "sample_id",
      "id"
    ]
  }
} as const;
