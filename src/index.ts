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
export type {
  CharSourceType,
  CoordRefFrame,
  DataEntry,
  DataEntryPatch,
  PipelineStatus,
  SampleAnnotation,
  SampleAnnotationPatch,
  TargetMaterialLayer,
  TargetMaterialLayerPatch,
} from "./records.ts";

// Not exported: the operations table, guards and transport. They change with the description.
