import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateTargetMaterialLayer({
  id: 101,
  layer_id: 2,
  mp_id: "mp-5229",
});
console.log(JSON.stringify(reply, null, 2));
