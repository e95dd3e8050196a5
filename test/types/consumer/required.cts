// What a CommonJS program writes, also under the `node10` resolution of TypeScript, which knows no `exports`.
import atomscale = require("atomscale-client");
import batch = require("atomscale-client/batch");
import testing = require("atomscale-client/testing");

const mock: testing.MockFetch = testing.createMockFetch();
const client: atomscale.AtomscaleClient = atomscale.createClient({ apiKey: "key", fetch: mock.fetch });
export const layer: Promise<atomscale.TargetMaterialLayer> = client.updateTargetMaterialLayer({
  layer_id: 1,
  id: 7,
});
export const fetchClient: atomscale.AtomscaleFetchClient = atomscale.createFetchClient();
export const data = fetchClient
  .PATCH("/target-materials/layers/", { body: { layer_id: 1, id: 7 } })
  .then((answer) => answer.data?.orientation?.toUpperCase());
export const summary: Promise<batch.Summary> = batch.drain(batch.updateAll(client, []));
