// Everything here is as the strictest rules want it.
import { AtomscaleError, createClient, createFetchClient, isAtomscaleError } from "atomscale-client";
import { drain, updateAll } from "atomscale-client/batch";
import { createMockFetch } from "atomscale-client/testing";

const { fetch, play } = createMockFetch();
play({ status: 503 });
const { updateDataEntry, updateTargetMaterialLayer } = createClient({ apiKey: "key", fetch });
const { PATCH, use, eject } = createFetchClient({ apiKey: "key", fetch });

const middleware = { onRequest: ({ request }: { request: Request }) => request };
use(middleware);
eject(middleware);

export async function update(data_id: string): Promise<string> {
  try {
    const entry = await updateDataEntry({ data_id }, { pipeline_status: "success" });
    await updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" });
    const { data } = await PATCH("/data_entries/{data_id}", { params: { path: { data_id } }, body: {} });
    const { applied } = await drain(updateAll(createClient(), []));
    return `${entry.raw_name} ${data?.raw_name ?? ""} ${applied.toString()}`;
  } catch (error) {
    if (isAtomscaleError(error)) return error.response?.status.toFixed() ?? error.outcome;
    throw new AtomscaleError("never", {
      code: "rejected",
      outcome: "unknown",
      operationId: "x",
      attempts: 0,
    });
  }
}
