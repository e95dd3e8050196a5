import type { components } from "../generated/api.js";

// Interfaces, as editors show their names where they would write out an alias of a generated type.
type Schemas = components["schemas"];
type DataEntryFields = Schemas["DataEntry"];
type DataEntryPatchFields = Schemas["DataEntryPatch"];
type SampleAnnotationFields = Schemas["SampleAnnotation"];
type SampleAnnotationPatchFields = Schemas["SampleAnnotationPatch"];
type TargetMaterialLayerFields = Schemas["TargetMaterialLayer"];
type TargetMaterialLayerPatchFields = Schemas["TargetMaterialLayerPatch"];

/** Data entry as it stands after an update. */
export interface DataEntry extends DataEntryFields {}
/** Fields of a data entry to change. */
export interface DataEntryPatch extends DataEntryPatchFields {}
/** Spatial annotation as it stands after an update. */
export interface SampleAnnotation extends SampleAnnotationFields {}
/** Fields of a spatial annotation to change. */
export interface SampleAnnotationPatch extends SampleAnnotationPatchFields {}
/** Layer of a target material as it stands after an update. */
export interface TargetMaterialLayer extends TargetMaterialLayerFields {}
/** Layer of a target material and the fields of it to change. */
export interface TargetMaterialLayerPatch extends TargetMaterialLayerPatchFields {}

/** Characterization technique, as a request may name it. */
export type CharSourceType = NonNullable<DataEntryPatch["char_source_type"]>;
/** State of the processing pipeline, as a request may set it. */
export type PipelineStatus = NonNullable<DataEntryPatch["pipeline_status"]>;
/** Frame of reference of an annotation's coordinates, as a request may name it. */
export type CoordRefFrame = NonNullable<SampleAnnotationPatch["coord_ref_frame"]>;
