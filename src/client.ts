import createOpenapiFetch from "openapi-fetch";
import type { operations as Descriptions } from "../generated/api.js";
import { type CallOptions, type ClientOptions, lazySettings } from "./config.ts";
import { type Issue, refusal } from "./errors.ts";
import { failureOf, readRecord, tell } from "./failure.ts";
import { fillPath, writePatch } from "./guard.ts";
import { type OperationId, operationOf } from "./operation.ts";
import type {
  DataEntry,
  DataEntryPatch,
  SampleAnnotation,
  SampleAnnotationPatch,
  TargetMaterialLayer,
  TargetMaterialLayerPatch,
} from "./records.ts";
import { type Call, send } from "./transport.ts";

type PathOf<Id extends OperationId> = Descriptions[Id]["parameters"]["path"];
type RecordOf<Id extends OperationId> = Descriptions[Id]["responses"][200]["content"]["application/json"];

/** The updates of the Atomscale API, a method for each operation of the description. */
export interface AtomscaleClient {
  /**
   * Updates the metadata of a data entry and resolves to the whole entry; fields left out keep their value.
   *
   * Sizes in the reply are in gigabytes; times are ISO 8601 texts, to be read as UTC where they state no zone.
   *
   * @example
   * ```ts
   * await atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" });
   * ```
   *
   * @throws {AtomscaleError} `invalid-config`: an option or the API key cannot be used. Nothing was changed.
   * @throws {AtomscaleError} `invalid-request`: an id or a field would do harm. Nothing was sent or changed.
   * @throws {AtomscaleError} `redirect-refused`: the reply points elsewhere. Nothing was changed.
   * @throws {AtomscaleError} `unauthorized`: 401, the key is not accepted. Nothing was changed.
   * @throws {AtomscaleError} `forbidden`: 403, the key lacks a permission. Nothing was changed.
   * @throws {AtomscaleError} `not-found`: 404, there is no such data entry. Nothing was changed.
   * @throws {AtomscaleError} `unprocessable`: 422, the service refuses a value. Nothing was changed.
   * @throws {AtomscaleError} `rate-limited`: 429, too many requests. Nothing was changed.
   * @throws {AtomscaleError} `rejected`: another 4xx. Nothing was changed, unless it was a 408: then perhaps.
   * @throws {AtomscaleError} `server-error`: 5xx. The record may have been changed.
   * @throws {AtomscaleError} `connection-failed`: no answer came. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `timed-out`: a time limit passed. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `aborted`: `signal` ended the call. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `unreadable-reply`: the record was changed, but the reply does not show how.
   * @see `openapi/paths/data-entry.yaml` and {@link https://docs.atomscale.ai/api-reference/data-catalogue/update}
   */
  updateDataEntry(
    path: PathOf<"updateDataEntry">,
    patch: DataEntryPatch,
    options?: CallOptions,
  ): Promise<DataEntry>;

  /**
   * Updates a spatial annotation of a physical sample and resolves to the whole annotation; fields left out keep their value.
   *
   * `property_value` is in the unit that `property_unit` names, coordinates are in the unit that `coord_units` names.
   *
   * @example
   * ```ts
   * await atomscale.updateSampleAnnotation({ physical_sample_id, annotation_id }, { property_value: 26 });
   * ```
   *
   * @throws {AtomscaleError} `invalid-config`: an option or the API key cannot be used. Nothing was changed.
   * @throws {AtomscaleError} `invalid-request`: an id or a field would do harm. Nothing was sent or changed.
   * @throws {AtomscaleError} `redirect-refused`: the reply points elsewhere. Nothing was changed.
   * @throws {AtomscaleError} `unauthorized`: 401, the key is not accepted. Nothing was changed.
   * @throws {AtomscaleError} `forbidden`: 403, the key lacks a permission. Nothing was changed.
   * @throws {AtomscaleError} `not-found`: 404, there is no such sample or annotation. Nothing was changed.
   * @throws {AtomscaleError} `unprocessable`: 422, the service refuses a value. Nothing was changed.
   * @throws {AtomscaleError} `rate-limited`: 429, too many requests. Nothing was changed.
   * @throws {AtomscaleError} `rejected`: another 4xx. Nothing was changed, unless it was a 408: then perhaps.
   * @throws {AtomscaleError} `server-error`: 5xx. The record may have been changed.
   * @throws {AtomscaleError} `connection-failed`: no answer came. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `timed-out`: a time limit passed. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `aborted`: `signal` ended the call. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `unreadable-reply`: the record was changed, but the reply does not show how.
   * @see `openapi/paths/sample-annotation.yaml` and {@link https://docs.atomscale.ai/api-reference/samples/annotations-update}
   */
  updateSampleAnnotation(
    path: PathOf<"updateSampleAnnotation">,
    patch: SampleAnnotationPatch,
    options?: CallOptions,
  ): Promise<SampleAnnotation>;

  /**
   * Updates one layer of a target material and resolves to the whole layer; fields left out keep their value.
   *
   * The body names the layer by `sample_id` and `layer_id`, its position in the stack, or by `id`.
   * Counts or fractions of elements are dimensionless.
   *
   * @example
   * ```ts
   * await atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" });
   * ```
   *
   * @throws {AtomscaleError} `invalid-config`: an option or the API key cannot be used. Nothing was changed.
   * @throws {AtomscaleError} `invalid-request`: an id or a field would do harm. Nothing was sent or changed.
   * @throws {AtomscaleError} `redirect-refused`: the reply points elsewhere. Nothing was changed.
   * @throws {AtomscaleError} `unauthorized`: 401, the key is not accepted. Nothing was changed.
   * @throws {AtomscaleError} `forbidden`: 403, the key lacks a permission. Nothing was changed.
   * @throws {AtomscaleError} `not-found`: 404, there is no such layer. Nothing was changed.
   * @throws {AtomscaleError} `unprocessable`: 422, the service refuses a value. Nothing was changed.
   * @throws {AtomscaleError} `rate-limited`: 429, too many requests. Nothing was changed.
   * @throws {AtomscaleError} `rejected`: another 4xx. Nothing was changed, unless it was a 408: then perhaps.
   * @throws {AtomscaleError} `server-error`: 5xx. The record may have been changed.
   * @throws {AtomscaleError} `connection-failed`: no answer came. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `timed-out`: a time limit passed. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `aborted`: `signal` ended the call. The record may have been changed; `outcome` tells.
   * @throws {AtomscaleError} `unreadable-reply`: the record was changed, but the reply does not show how.
   * @see `openapi/paths/target-material-layer.yaml` and {@link https://docs.atomscale.ai/api-reference/target-materials/update-layer}
   */
  updateTargetMaterialLayer(
    patch: TargetMaterialLayerPatch,
    options?: CallOptions,
  ): Promise<TargetMaterialLayer>;
}

/**
 * Creates a client for the update operations of the Atomscale API.
 *
 * It never fails: options are checked, and the environment is read, at the first call.
 * Time limits are in milliseconds: 30,000 for one attempt and 120,000 for a whole call unless told otherwise.
 *
 * @see {@link https://docs.atomscale.ai/api-reference/authentication}
 */
export function createClient(options: ClientOptions = {}): AtomscaleClient {
  const settingsFor = lazySettings(options);
  const client = createOpenapiFetch({
    Request: makePlainRequest as unknown as typeof Request,
  });
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<unknown>;

  async function update<Id extends OperationId>(
    operationId: Id,
    path: unknown,
    patch: unknown,
    callOptions: CallOptions | undefined,
  ): Promise<RecordOf<Id>> {
    const operation = operationOf[operationId];
    const { method } = operation;
    const settings = settingsFor(operationId, callOptions);
    const issues: Issue[] = [];
    const filled = fillPath(operation.path, path, issues);
    const body = writePatch(operation, patch, issues);
    if (issues[0]) throw refusal(operationId, tell(issues), "", issues);
    let record: unknown;
    // Neither body nor record go through openapi-fetch, which would merge the headers twice and read the reply again.
    await request(method, filled, {
      // Again, as V8 is slow to add a property to a copied object, which is what openapi-fetch does with it.
      method,
      baseUrl: settings.baseUrl,
      async fetch({ url }: PlainRequest) {
        const call: Call = { settings, operationId, url, method, headers: settings.headers, body };
        const ending = await send(call);
        record = ending.outcome === "applied" && readRecord(ending.content);
        if (!record) throw failureOf(call, ending);
        return NO_CONTENT;
      },
    });
    return record as RecordOf<Id>;
  }

  return {
    updateDataEntry: (path, patch, options) => update("updateDataEntry", path, patch, options),
    updateSampleAnnotation: (path, patch, options) => update("updateSampleAnnotation", path, patch, options),
    updateTargetMaterialLayer: (patch, options) => update("updateTargetMaterialLayer", {}, patch, options),
  };
}

/** What openapi-fetch makes of an update. */
interface PlainRequest {
  readonly url: string;
  readonly method: string;
}

/** Stands in for Response, as openapi-fetch has nothing left to read. */
const NO_CONTENT = { status: 204, headers: new Map() };

/** Stands in for Request, whose construction and streamed body are most of what openapi-fetch costs. */
function makePlainRequest(url: string, { method }: PlainRequest): PlainRequest {
  return { url, method };
}
