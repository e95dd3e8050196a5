// What must compile, under every supported compiler and resolution.
import {
  AtomscaleError,
  type AttemptEvent,
  type CallOptions,
  type CharSourceType,
  type ClientOptions,
  type CoordRefFrame,
  createClient,
  createFetchClient,
  type DataEntry,
  type DataEntryPatch,
  type ErrorCode,
  isAtomscaleError,
  type Outcome,
  type operations,
  type PipelineStatus,
  type paths,
  type SampleAnnotation,
  type SampleAnnotationPatch,
  type TargetMaterialLayer,
  type TargetMaterialLayerPatch,
} from "atomscale-client";
import { checkAll, drain, type Update, type UpdateResult, updateAll } from "atomscale-client/batch";
import { createMockFetch } from "atomscale-client/testing";

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const physical_sample_id = "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3";
const annotation_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

const events: AttemptEvent[] = [];
const options: ClientOptions = {
  apiKey: async () => "key",
  baseUrl: "https://api.atomscale.ai",
  fetch: globalThis.fetch,
  headers: { "x-request-source": "test" },
  timeoutMs: 1000,
  totalTimeoutMs: 5000,
  maxRetries: 0,
  onAttempt: (event) => events.push(event),
};
const callOptions: CallOptions = { signal: new AbortController().signal, timeoutMs: 500 };

const client = createClient(options);
const status: PipelineStatus = "success";
const technique: CharSourceType = "xrd";
const frame: CoordRefFrame = "stage_absolute";

const entryPatch: DataEntryPatch = { pipeline_status: status, char_source_type: technique };
const entry: DataEntry = await client.updateDataEntry({ data_id }, entryPatch, callOptions);
// Replies are open: a value that a later release of the service sends is a string.
const anyTechnique: string = entry.char_source_type;

const annotationPatch: SampleAnnotationPatch = { property_value: 26, coord_ref_frame: frame };
const annotation: SampleAnnotation = await client.updateSampleAnnotation(
  { physical_sample_id, annotation_id },
  annotationPatch,
);
const x: number | undefined = annotation.coord_x?.valueOf();

const layerPatch: TargetMaterialLayerPatch = { layer_id: 1, sample_id: 42, element_dict: { Ba: 1, Ti: 1 } };
const layer: TargetMaterialLayer = await client.updateTargetMaterialLayer(layerPatch);

try {
  await client.updateTargetMaterialLayer({ layer_id: 1, id: 7 }, { maxRetries: 1, headers: [["x-a", "b"]] });
} catch (error) {
  if (isAtomscaleError(error)) {
    const code: ErrorCode = error.code;
    const outcome: Outcome = error.outcome;
    console.log(code, outcome, error.response?.status?.toFixed(), error.issues?.[0]?.pointer);
    console.log(error instanceof AtomscaleError);
  }
}

const raw = createFetchClient({ apiKey: "key" });
raw.use({ onRequest: ({ request }) => request });
const { data, error, response } = await raw.PATCH("/data_entries/{data_id}", {
  params: { path: { data_id } },
  body: { raw_name: "scan.mp4" },
});
console.log(data?.raw_size_gb.toFixed(), error, response.status);

type Body = operations["updateDataEntry"]["requestBody"]["content"]["application/json"];
type SameBody = paths["/data_entries/{data_id}"]["patch"]["requestBody"]["content"]["application/json"];
const body: Body & SameBody = entryPatch;

const mock = createMockFetch({ status: 503 }, { example: "documented" });
createClient({ apiKey: "key", fetch: mock.fetch });
console.log(mock.calls.length, anyTechnique, x, layer.id, body, events);

// Many updates: what `map` makes is taken as it is, without a type or `as const`.
const rows = [{ id: data_id, name: "scan.mp4" }];
const run = updateAll(
  client,
  rows.map((row) => ({
    operation: "updateDataEntry",
    path: { data_id: row.id },
    patch: { raw_name: row.name },
  })),
  { concurrency: 4, onProgress: ({ done, perSecond }) => console.log(done.toFixed(), perSecond) },
);
for await (const result of run) {
  // The result's operation tells which record it holds.
  if (result.operation === "updateTargetMaterialLayer") console.log(result.record?.layer_id.toFixed());
  if (result.outcome === "not-sent") console.log(result.error?.message, result.ref);
}
async function* read(): AsyncGenerator<Update> {
  yield { operation: "updateTargetMaterialLayer", patch: layerPatch, ref: 1 };
  yield {
    operation: "updateSampleAnnotation",
    path: { physical_sample_id, annotation_id },
    patch: annotationPatch,
  };
}
const results: UpdateResult[] = [];
for await (const { index, error: refusal } of checkAll(read()))
  console.log(index.toFixed(), refusal.issues?.length);
const { applied, stopped } = await drain(updateAll(client, read(), { signal: AbortSignal.timeout(1) }));
console.log(results, applied.toFixed(), stopped?.message);
