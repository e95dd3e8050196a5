// What a program does with the package: each kind of call, and an error to tell by.
import { createClient, createFetchClient, isAtomscaleError } from "atomscale-client";
import { drain, updateAll } from "atomscale-client/batch";

const known = { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" };
const missing = { data_id: "00000000-0000-4000-8000-000000000404" };

export async function tellStory(options) {
  const atomscale = createClient(options);
  const patch = { pipeline_status: "success" };
  const entry = await atomscale.updateDataEntry(known, patch);
  const error = await atomscale.updateDataEntry(missing, patch).catch((caught) => caught);
  const { data } = await createFetchClient(options).PATCH("/target-materials/layers/", {
    body: { sample_id: 42, layer_id: 1, orientation: "001" },
  });
  const updates = [{ operation: "updateDataEntry", path: known, patch }];
  const { applied } = await drain(updateAll(atomscale, updates));
  return {
    status: entry.pipeline_status,
    code: isAtomscaleError(error) && error.code,
    outcome: error.outcome,
    orientation: data.orientation,
    applied,
  };
}
