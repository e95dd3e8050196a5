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
