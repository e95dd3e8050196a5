import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateTargetMaterialLayer({
  sample_id: 42,
  layer_id: 1,
  orientation: "111",
});
console.log(JSON.stringify(reply, null, 2));
