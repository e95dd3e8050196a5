import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateDataEntry(
  { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" },
  {
    pipeline_status: "error",
  },
);
console.log(JSON.stringify(reply, null, 2));
