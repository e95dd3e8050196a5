// What a CommonJS program writes where the compiler knows that Node can `require` ES modules.
import atomscale = require("atomscale-client");

const client: atomscale.AtomscaleClient = atomscale.createClient({ apiKey: "key" });
export const layer: Promise<atomscale.TargetMaterialLayer> = client.updateTargetMaterialLayer({
  layer_id: 1,
  id: 7,
});
