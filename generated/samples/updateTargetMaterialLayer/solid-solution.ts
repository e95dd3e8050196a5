import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateTargetMaterialLayer({
  sample_id: 42,
  layer_id: 1,
  composition_string: "Ba0.7Sr0.3TiO3",
  element_dict: { Ba: 0.7, Sr: 0.3, Ti: 1, O: 3 },
  orientation: "001",
  space_group: "P4mm",
});
console.log(JSON.stringify(reply, null, 2));
