import type { AtomscaleClient } from "../client.ts";
import type { Outcome } from "../errors.ts";

/** `operationId` of an update that a run can send, such as `updateDataEntry`. */
export type UpdateOperation = keyof AtomscaleClient;

type Arguments<Id extends UpdateOperation> = Parameters<AtomscaleClient[Id]>;

/** One update of one operation, as a run takes it. */
export type UpdateOf<Id extends UpdateOperation> = {
  // In several lines each, as the build moves a comment of one line behind the member before.
  /**
   * `operationId` of the update, which decides what `path` and `patch` hold.
   */
  readonly operation: Id;
  /**
   * Name of the caller's own, such as a row number; the result carries it.
   */
  readonly ref?: unknown;
} & (Arguments<Id> extends readonly [infer Path, infer Patch, unknown?]
  ? {
      /**
       * Ids of the record, each a UUID.
       */
      readonly path: Path;
      /**
       * Fields to change; fields left out keep their value.
       */
      readonly patch: Patch;
    }
  : {
      /**
       * Left out, as the patch names the record.
       */
      readonly path?: undefined;
      /**
       * Fields to change, and those that name the record; fields left out keep their value.
       */
      readonly patch: Arguments<Id>[0];
    });

/**
 * One update of any operation: `{ operation, path, patch, ref }`, or without `path` where the body names the record.
 *
 * @example
 * ```ts
 * const update: Update = { operation: "updateDataEntry", path: { data_id }, patch: { pipeline_status: "success" } };
 * ```
 */
export type Update = { [Id in UpdateOperation]: UpdateOf<Id> }[UpdateOperation];

/** Any number of updates, in the order in which they are to be sent. */
export type Updates = Iterable<Update> | AsyncIterable<Update>;

/** What became of one update of one operation. */
export interface ResultOf<Id extends UpdateOperation> {
  /** Position of the update in what the run was given; the first is 0. */
  readonly index: number;
  /** `ref` of the update, as it was given. */
  readonly ref: unknown;
  /** `operationId` of the update. */
  readonly operation: Id;
  /** What happened to the record; `not-sent` where the run ended before the update was sent. */
  readonly outcome: Outcome | "not-sent";
  /** The record after the update, where the service showed it to this run. */
  readonly record?: Awaited<ReturnType<AtomscaleClient[Id]>>;
  /** Why the update failed, was not sent, or is in doubt; an `AtomscaleError` where the client failed. */
  readonly error?: Error;
  /** True where an earlier run sent the update and this one did not send it again. */
  readonly resumed?: true;
  /** Time at which that earlier run sent the update, in ISO 8601 and UTC. */
  readonly sentAt?: string;
}

/** What became of one update. */
export type UpdateResult = { [Id in UpdateOperation]: ResultOf<Id> }[UpdateOperation];
