export type { components, operations, paths } from "../generated/api.js";
export type * from "../generated/client.ts";
export { type AtomscaleClient, createClient } from "./client.ts";
export {
  AtomscaleError,
  type AtomscaleErrorDetails,
  type ErrorCode,
  type ErrorResponse,
  type Issue,
  isAtomscaleError,
  type Outcome,
} from "./errors.ts";
export { type AtomscaleFetchClient, createFetchClient } from "./fetch-client.ts";
export type {
  AttemptEvent,
  CallOptions,
  ClientOptions,
  FetchInit,
  FetchReply,
  HeadersOption,
} from "./options.ts";

// Not exported: the operations table, guards and transport. They change with the description.
