import { updateDataEntry } from "./client";
import { target } from "./http";

target.baseUrl = process.env.ATOMSCALE_API_ENDPOINT ?? "https://api.atomscale.ai";
target.key = process.env.ATOMSCALE_API_KEY ?? "";
const response = await updateDataEntry("d290f1ee-6c54-4b01-90e6-d701748f0851", {
  pipeline_status: "success",
});
if (response.status === 200) console.log("updated:", response.data.raw_name, response.data.pipeline_status);
else console.log("failed:", response.status, response.data);
