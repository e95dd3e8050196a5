import { createClient, createFetchClient, isAtomscaleError } from "atomscale-client";
import { drain, updateAll } from "atomscale-client/batch";
import { createMockFetch } from "atomscale-client/testing";

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";

test("a record comes back over the network", async () => {
  const entry = await createClient().updateDataEntry({ data_id }, { pipeline_status: "success" });
  expect(entry.pipeline_status).toBe("success");
});

test("an error tells its outcome", async () => {
  const missing = "00000000-0000-4000-8000-000000000404";
  const failed = createClient().updateDataEntry({ data_id: missing }, { pipeline_status: "success" });
  await expect(failed).rejects.toMatchObject({ code: "not-found", outcome: "not-applied" });
  expect(isAtomscaleError(await failed.catch((error) => error))).toBe(true);
});

test("the mock plays a lost connection", async () => {
  const atomscale = createClient({
    apiKey: "key",
    maxRetries: 0,
    fetch: createMockFetch("applied-then-lost").fetch,
  });
  const failed = atomscale.updateDataEntry({ data_id }, { raw_name: "a.mp4" });
  await expect(failed).rejects.toMatchObject({ code: "connection-failed", outcome: "unknown" });
});

test("fetch client and batch are there", async () => {
  const body = { sample_id: 42, layer_id: 1, orientation: "001" };
  const { data } = await createFetchClient().PATCH("/target-materials/layers/", { body });
  expect(data.orientation).toBe("001");
  const updates = [{ operation: "updateTargetMaterialLayer", patch: body }];
  expect(await drain(updateAll(createClient(), updates))).toMatchObject({ applied: 1 });
});
