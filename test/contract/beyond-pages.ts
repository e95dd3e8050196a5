// What openapi/ states beyond the documentation pages, and how it is known.
// Observed: public code or saved output of the service's own Python SDK. Inferred: reasoning.

export type Evidence = "observed" | "inferred";

export interface BeyondField {
  readonly evidence: Evidence;
  /** Known values, after those that the page lists for the same field of a request. */
  readonly extraValues?: readonly string[];
  /** The field may be `null`, though the page does not say so. */
  readonly nullable?: true;
  /** The field may be absent from a reply, though the page lists it. */
  readonly mayBeAbsent?: true;
}

export interface BeyondOperation {
  readonly request: Readonly<Record<string, BeyondField>>;
  readonly reply: Readonly<Record<string, BeyondField>>;
  /** Evidence for the request body as a whole. */
  readonly requestEvidence?: Evidence;
  /** Fields of which the request needs one, though the page requires none of them. */
  readonly requireAnyOf?: readonly string[];
  /** Path parameters and fields of the request that identify the record, each with its field of the reply. */
  readonly identifiedBy: Readonly<Record<string, string>>;
  /** Evidence for the status 200, where the page shows none. */
  readonly successEvidence?: Evidence;
}

const techniques = [
  "rheed_image",
  "rheed_stationary",
  "rheed_rotating",
  "rheed",
  "rheed_xscan",
  "recipe",
  "tool_state",
] as const;

export const beyond: Readonly<Record<string, BeyondOperation>> = {
  updateDataEntry: {
    identifiedBy: { data_id: "data_id" },
    request: {
      char_source_type: { evidence: "observed" },
      pipeline_status: { evidence: "observed" },
    },
    reply: {
      raw_name: { evidence: "observed" },
      char_source_type: { evidence: "observed", extraValues: techniques },
      pipeline_status: {
        evidence: "observed",
        extraValues: ["stream_active", "stream_interrupted", "stream_finalizing", "stream_error"],
      },
      physical_sample_id: { evidence: "observed", nullable: true },
      upload_datetime: { evidence: "observed" },
      last_updated: { evidence: "observed" },
      version: { evidence: "inferred" },
    },
  },
  updateSampleAnnotation: {
    identifiedBy: { physical_sample_id: "physical_sample_id", annotation_id: "id" },
    request: {
      property_value: { evidence: "observed" },
      coord_x: { evidence: "observed" },
      coord_y: { evidence: "observed" },
      coord_z: { evidence: "observed" },
    },
    reply: {
      char_source_type: { evidence: "observed", extraValues: techniques },
      coord_ref_frame: { evidence: "inferred", nullable: true },
      last_updated: { evidence: "observed" },
      version: { evidence: "inferred", mayBeAbsent: true },
    },
    successEvidence: "inferred",
  },
  updateTargetMaterialLayer: {
    identifiedBy: { sample_id: "sample_id", layer_id: "layer_id", id: "id" },
    request: {},
    reply: {
      composition_string: { evidence: "inferred", nullable: true },
      element_dict: { evidence: "inferred", nullable: true },
      orientation: { evidence: "inferred", nullable: true },
      space_group: { evidence: "inferred", nullable: true },
      mp_id: { evidence: "inferred", nullable: true },
    },
    requestEvidence: "inferred",
    requireAnyOf: ["sample_id", "id"],
    successEvidence: "inferred",
  },
};

/** Evidence for what the pages do not show at all. */
export const failures: Readonly<Record<string, { evidence: Evidence; headers?: readonly string[] }>> = {
  401: { evidence: "observed" },
  403: { evidence: "observed" },
  404: { evidence: "observed" },
  422: { evidence: "observed" },
  429: { evidence: "observed", headers: ["Retry-After"] },
  default: { evidence: "observed" },
};
export const errorBodyEvidence: Evidence = "inferred";
export const keyEvidence: Evidence = "inferred";
