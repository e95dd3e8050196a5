import { client, updateDataEntry } from "./clients.js";

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const entry = await updateDataEntry({ data_id }, { pipeline_status: "success" });
const { data } = await client.PATCH("/target-materials/layers/", {
  body: { sample_id: 42, layer_id: 1, orientation: "001" },
});
console.log(JSON.stringify({ status: entry.pipeline_status, orientation: data?.orientation }));
