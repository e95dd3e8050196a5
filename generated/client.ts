// Made from openapi/ by `npm run generate`; not to be edited.
import type { components } from "./api.js";

// Interfaces, as editors show their names where they would write out an alias of a generated type.
type Schemas = components["schemas"];
type DataEntryFields = Schemas["DataEntry"];
type DataEntryPatchFields = Schemas["DataEntryPatch"];
type SampleAnnotationFields = Schemas["SampleAnnotation"];
type SampleAnnotationPatchFields = Schemas["SampleAnnotationPatch"];
type TargetMaterialLayerFields = Schemas["TargetMaterialLayer"];
type TargetMaterialLayerPatchFields = Schemas["TargetMaterialLayerPatch"];

/**
 * Data entry as it stands after the update.
 * The service sends more fields than those listed here.
 */
export interface DataEntry extends DataEntryFields {}
/**
 * Fields of a data entry to change; fields left out keep their value.
 */
export interface DataEntryPatch extends DataEntryPatchFields {}
/**
 * Spatial annotation as it stands after the update.
 */
export interface SampleAnnotation extends SampleAnnotationFields {}
/**
 * Fields of an annotation to change; fields left out keep their value.
 */
export interface SampleAnnotationPatch extends SampleAnnotationPatchFields {}
/**
 * Layer of a target material as it stands after the update.
 */
export interface TargetMaterialLayer extends TargetMaterialLayerFields {}
/**
 * Layer to change, and its new values; fields left out keep theirs.
 * `sample_id` and `layer_id` together identify the layer.
 * Inferred: with neither `sample_id` nor `id`, nothing says which stack is meant.
 */
export interface TargetMaterialLayerPatch extends TargetMaterialLayerPatchFields {}

/**
 * Characterization technique that produced the data, as a request may name it.
 * Observed: replies hold further values, such as `rheed_stationary`,
 * and newer releases of the service are said to have renamed `metrology` to `tool_state`.
 */
export type CharSourceType = NonNullable<DataEntryPatch["char_source_type"]>;
/**
 * State of the processing pipeline, as a request may set it.
 * Observed: replies hold further values, such as `stream_active`,
 * and the service changes the state by itself as well.
 */
export type PipelineStatus = NonNullable<DataEntryPatch["pipeline_status"]>;
/**
 * Frame that the coordinates are measured in: that of the sample, or that of the stage.
 */
export type CoordRefFrame = NonNullable<SampleAnnotationPatch["coord_ref_frame"]>;

/**
 * A method for each operation of the description; `Options` are the options of one call.
 *
 * Each resolves to the whole record as the service returns it, and otherwise rejects with an `AtomscaleError`.
 */
export interface AtomscaleMethods<Options> {
  /**
   * Changes what the catalogue records about a data entry and returns the whole entry.
   * Fields left out keep their value.
   *
   * @param path - Ids of the record, each a UUID.
   * @param patch - Fields to change; fields left out keep their value.
   * @param options - Options of this call; each replaces the client's option of the same name.
   * @example
   * ```ts
   * await atomscale.updateDataEntry({ data_id }, { char_source_type: "rheed_video", pipeline_status: "success", raw_name: "rheed_video_2024_01_15.mp4" });
   * ```
   * @throws {AtomscaleError} with the outcome `not-applied`: nothing was changed. `invalid-request`, `invalid-config`, `unauthorized`, `forbidden`, `not-found`, `unprocessable`, `rate-limited`, most of `rejected`; `connection-failed`, `timed-out`, `aborted` and `redirect-refused` only where that is certain.
   * @throws {AtomscaleError} with the outcome `unknown`: the record may have been changed. `server-error`; `connection-failed`, `timed-out`, `aborted`, `redirect-refused`, `rejected` and `unreadable-reply` wherever nothing is certain.
   * @throws {AtomscaleError} with the outcome `applied`: the record was changed, but the response does not show it. `unreadable-reply`, `timed-out`, `aborted`.
   * @see {@link https://docs.atomscale.ai/api-reference/data-catalogue/update}
   */
  readonly updateDataEntry: (
    /**
     * Ids of the record, each a UUID.
     */
    path: {
      /**
       * Data entry to change, by its UUID.
       */
      data_id: string;
    },
    /**
     * Fields to change; fields left out keep their value.
     */
    patch: DataEntryPatch,
    /**
     * Options of this call; each replaces the client's option of the same name.
     */
    options?: Options,
  ) => Promise<DataEntry>;

  /**
   * Changes what was annotated at a point of a physical sample and returns the whole annotation.
   * Fields left out keep their value.
   * Its technique and its data entry are set when it is created, and cannot be changed here.
   *
   * @param path - Ids of the record, each a UUID.
   * @param patch - Fields to change; fields left out keep their value.
   * @param options - Options of this call; each replaces the client's option of the same name.
   * @example
   * ```ts
   * await atomscale.updateSampleAnnotation({ physical_sample_id, annotation_id }, { property_value: 26 });
   * ```
   * @throws {AtomscaleError} with the outcome `not-applied`: nothing was changed. `invalid-request`, `invalid-config`, `unauthorized`, `forbidden`, `not-found`, `unprocessable`, `rate-limited`, most of `rejected`; `connection-failed`, `timed-out`, `aborted` and `redirect-refused` only where that is certain.
   * @throws {AtomscaleError} with the outcome `unknown`: the record may have been changed. `server-error`; `connection-failed`, `timed-out`, `aborted`, `redirect-refused`, `rejected` and `unreadable-reply` wherever nothing is certain.
   * @throws {AtomscaleError} with the outcome `applied`: the record was changed, but the response does not show it. `unreadable-reply`, `timed-out`, `aborted`.
   * @see {@link https://docs.atomscale.ai/api-reference/samples/annotations-update}
   */
  readonly updateSampleAnnotation: (
    /**
     * Ids of the record, each a UUID.
     */
    path: {
      /**
       * Physical sample that carries the annotation, by its UUID.
       */
      physical_sample_id: string;
      /**
       * Annotation to change, by its UUID.
       */
      annotation_id: string;
    },
    /**
     * Fields to change; fields left out keep their value.
     */
    patch: SampleAnnotationPatch,
    /**
     * Options of this call; each replaces the client's option of the same name.
     */
    options?: Options,
  ) => Promise<SampleAnnotation>;

  /**
   * Changes a single layer of a target material and returns the whole layer.
   * The body both identifies the layer, by `sample_id` and `layer_id`, and carries the fields to change.
   * Fields left out keep their value.
   *
   * @param patch - Fields to change; fields left out keep their value.
   * @param options - Options of this call; each replaces the client's option of the same name.
   * @example
   * ```ts
   * await atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" });
   * ```
   * @throws {AtomscaleError} with the outcome `not-applied`: nothing was changed. `invalid-request`, `invalid-config`, `unauthorized`, `forbidden`, `not-found`, `unprocessable`, `rate-limited`, most of `rejected`; `connection-failed`, `timed-out`, `aborted` and `redirect-refused` only where that is certain.
   * @throws {AtomscaleError} with the outcome `unknown`: the record may have been changed. `server-error`; `connection-failed`, `timed-out`, `aborted`, `redirect-refused`, `rejected` and `unreadable-reply` wherever nothing is certain.
   * @throws {AtomscaleError} with the outcome `applied`: the record was changed, but the response does not show it. `unreadable-reply`, `timed-out`, `aborted`.
   * @see {@link https://docs.atomscale.ai/api-reference/target-materials/update-layer}
   */
  readonly updateTargetMaterialLayer: (
    /**
     * Fields to change; fields left out keep their value.
     */
    patch: TargetMaterialLayerPatch,
    /**
     * Options of this call; each replaces the client's option of the same name.
     */
    options?: Options,
  ) => Promise<TargetMaterialLayer>;
}
