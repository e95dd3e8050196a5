import type { components } from "../generated/api.js";

export type { components, operations, paths } from "../generated/api.js";
export { type AtomscaleClient, createClient } from "./client.ts";
export type { AttemptEvent, CallOptions, ClientOptions, FetchInit, FetchReply } from "./config.ts";
export {
  AtomscaleError,
  type AtomscaleErrorDetails,
  type ErrorCode,
  type Issue,
  isAtomscaleError,
  type Outcome,
} from "./errors.ts";
export { createFetchClient } from "./fetch-client.ts";

/**
 * Data entry as it stands after an update.
 *
 * @interface
 */
export type DataEntry = components["schemas"]["DataEntry"];
/**
 * Fields of a data entry to change.
 *
 * @interface
 */
export type DataEntryPatch = components["schemas"]["DataEntryPatch"];
/**
 * Spatial annotation as it stands after an update.
 *
 * @interface
 */
export type SampleAnnotation = components["schemas"]["SampleAnnotation"];
/**
 * Fields of a spatial annotation to change.
 *
 * @interface
 */
export type SampleAnnotationPatch = components["schemas"]["SampleAnnotationPatch"];
/**
 * Layer of a target material as it stands after an update.
 *
 * @interface
 */
export type TargetMaterialLayer = components["schemas"]["TargetMaterialLayer"];
/**
 * Layer of a target material and the fields of it to change.
 *
 * @interface
 */
export type TargetMaterialLayerPatch = components["schemas"]["TargetMaterialLayerPatch"];

/** Characterization technique, as a request may name it. */
export type CharSourceType = NonNullable<DataEntryPatch["char_source_type"]>;
/** State of the processing pipeline, as a request may set it. */
export type PipelineStatus = NonNullable<DataEntryPatch["pipeline_status"]>;
/** Frame of reference of an annotation's coordinates, as a request may name it. */
export type CoordRefFrame = NonNullable<SampleAnnotationPatch["coord_ref_frame"]>;

// Not exported: the operations table, guards and transport. They change with the description.
