// The tables and example values of the documentation pages that openapi/ was written from, as the pages give them.
// Data only: what is known from elsewhere stands in beyond-pages.ts.

export interface PageField {
  readonly type: "string" | "number" | "integer" | "object";
  readonly required?: true;
  /** The page calls the string a UUID. */
  readonly uuid?: true;
  /** The page says "one of". */
  readonly values?: readonly string[];
  /** The page says "or null". */
  readonly nullable?: true;
  /** The page says that the values of the object are counts or fractions. */
  readonly numbers?: true;
  /** The example shows the field, the table does not. */
  readonly exampleOnly?: true;
}

export interface Page {
  readonly title: string;
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, PageField>>;
  readonly request: Readonly<Record<string, PageField>>;
  readonly reply: Readonly<Record<string, PageField>>;
  readonly example: {
    readonly pathParameters: Readonly<Record<string, string>>;
    readonly request: Readonly<Record<string, unknown>>;
    readonly reply: Readonly<Record<string, unknown>>;
  };
}

export const origin = "https://api.atomscale.ai";
export const keyHeader = "X-API-KEY";
export const mediaType = "application/json";

/** Keyed by what the operation of the page is called here: its title in camelCase. */
export const pages: Readonly<Record<string, Page>> = {
  updateDataEntry: {
    title: "Update Data Entry",
    url: "https://docs.atomscale.ai/api-reference/data-catalogue/update",
    method: "PATCH",
    path: "/data_entries/{data_id}",
    pathParameters: {
      data_id: { type: "string", uuid: true, required: true },
    },
    request: {
      char_source_type: {
        type: "string",
        values: [
          "rheed_video",
          "xps",
          "sem",
          "metrology",
          "optical",
          "raman",
          "photoluminescence",
          "ellipsometry",
          "sims",
          "oes",
          "xrd",
          "afm",
        ],
      },
      pipeline_status: { type: "string", values: ["success", "pending", "error", "running"] },
      raw_name: { type: "string" },
    },
    reply: {
      data_id: { type: "string", uuid: true },
      raw_name: { type: "string" },
      char_source_type: { type: "string" },
      pipeline_status: { type: "string" },
      physical_sample_id: { type: "string", uuid: true },
      upload_datetime: { type: "string" },
      last_updated: { type: "string" },
      raw_size_gb: { type: "number" },
      user_id: { type: "string" },
      version: { type: "string", exampleOnly: true },
    },
    example: {
      pathParameters: { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" },
      request: {
        char_source_type: "rheed_video",
        pipeline_status: "success",
        raw_name: "rheed_video_2024_01_15.mp4",
      },
      reply: {
        data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851",
        raw_name: "rheed_video_2024_01_15.mp4",
        char_source_type: "rheed_video",
        pipeline_status: "success",
        physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        upload_datetime: "2024-01-15T10:30:00Z",
        last_updated: "2024-01-15T14:00:00Z",
        raw_size_gb: 1.2,
        user_id: "user_abc123",
        version: "0.269.1",
      },
    },
  },
  updateSampleAnnotation: {
    title: "Update Sample Annotation",
    url: "https://docs.atomscale.ai/api-reference/samples/annotations-update",
    method: "PATCH",
    path: "/physical_samples/{physical_sample_id}/annotations/{annotation_id}",
    pathParameters: {
      physical_sample_id: { type: "string", uuid: true, required: true },
      annotation_id: { type: "string", uuid: true, required: true },
    },
    request: {
      property_name: { type: "string" },
      property_value: { type: "number" },
      property_unit: { type: "string" },
      coord_ref_frame: { type: "string", values: ["sample_relative", "stage_absolute"] },
      coord_units: { type: "string" },
      coord_x: { type: "number" },
      coord_y: { type: "number" },
      coord_z: { type: "number" },
      metadata: { type: "object" },
    },
    reply: {
      id: { type: "string", uuid: true },
      physical_sample_id: { type: "string", uuid: true },
      property_name: { type: "string" },
      property_value: { type: "number" },
      property_unit: { type: "string", nullable: true },
      char_source_type: { type: "string", nullable: true },
      coord_ref_frame: { type: "string", values: ["sample_relative", "stage_absolute"] },
      coord_units: { type: "string", nullable: true },
      coord_x: { type: "number", nullable: true },
      coord_y: { type: "number", nullable: true },
      coord_z: { type: "number", nullable: true },
      data_id: { type: "string", uuid: true, nullable: true },
      annotation_metadata: { type: "object", nullable: true },
      last_updated: { type: "string" },
      version: { type: "string" },
    },
    example: {
      pathParameters: {
        physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
      },
      request: { property_value: 26 },
      reply: {
        id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        property_name: "thickness",
        property_value: 26,
        property_unit: "nm",
        char_source_type: "xrd",
        coord_ref_frame: "sample_relative",
        coord_units: "mm",
        coord_x: 1.5,
        coord_y: 2,
        coord_z: null,
        data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851",
        annotation_metadata: null,
        last_updated: "2024-01-16T10:15:00Z",
        version: "0.269.1",
      },
    },
  },
  updateTargetMaterialLayer: {
    title: "Update Target Material Layer",
    url: "https://docs.atomscale.ai/api-reference/target-materials/update-layer",
    method: "PATCH",
    path: "/target-materials/layers/",
    pathParameters: {},
    request: {
      layer_id: { type: "integer", required: true },
      sample_id: { type: "integer" },
      composition_string: { type: "string" },
      element_dict: { type: "object", numbers: true },
      orientation: { type: "string" },
      space_group: { type: "string" },
      mp_id: { type: "string" },
      id: { type: "integer" },
    },
    reply: {
      id: { type: "integer" },
      layer_id: { type: "integer" },
      sample_id: { type: "integer" },
      composition_string: { type: "string" },
      element_dict: { type: "object", numbers: true },
      orientation: { type: "string" },
      space_group: { type: "string" },
      mp_id: { type: "string" },
    },
    example: {
      pathParameters: {},
      request: { sample_id: 42, layer_id: 1, orientation: "111" },
      reply: {
        id: 100,
        layer_id: 1,
        sample_id: 42,
        composition_string: "BaTiO3",
        element_dict: { Ba: 1, Ti: 1, O: 3 },
        orientation: "111",
        space_group: "P4mm",
        mp_id: "mp-5020",
      },
    },
  },
};
