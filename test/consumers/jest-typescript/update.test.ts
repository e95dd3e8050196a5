import { AtomscaleError, createClient, createFetchClient, type DataEntryPatch } from "atomscale-client";
import { drain, type Update, updateAll } from "atomscale-client/batch";
import { createMockFetch } from "atomscale-client/testing";

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const patch: DataEntryPatch = { pipeline_status: "success" };

test("a record comes back over the network", async () => {
  const entry = await createClient().updateDataEntry({ data_id }, patch);
  expect(entry.pipeline_status).toBe("success");
});

test("an error tells its outcome", async () => {
  const missing = "00000000-0000-4000-8000-000000000404";
  const error = await createClient()
    .updateDataEntry({ data_id: missing }, patch)
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AtomscaleError);
  expect(error).toMatchObject({ code: "not-found", outcome: "not-applied" });
});

test("the mock plays a lost connection", async () => {
  const mock = createMockFetch("applied-then-lost");
  const atomscale = createClient({ apiKey: "key", maxRetries: 0, fetch: mock.fetch });
  await expect(atomscale.updateDataEntry({ data_id }, patch)).rejects.toMatchObject({ outcome: "unknown" });
});

test("fetch client and batch are there", async () => {
  const body = { sample_id: 42, layer_id: 1, orientation: "001" };
  const { data } = await createFetchClient().PATCH("/target-materials/layers/", { body });
  expect(data?.orientation).toBe("001");
  const updates: Update[] = [{ operation: "updateTargetMaterialLayer", patch: body }];
  expect(await drain(updateAll(createClient(), updates))).toMatchObject({ applied: 1 });
});
