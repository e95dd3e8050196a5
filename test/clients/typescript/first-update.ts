import { updateDataEntry } from "./client";
import { createClient } from "./client/client";

const client = createClient({
  baseUrl: process.env.ATOMSCALE_API_ENDPOINT ?? "https://api.atomscale.ai",
  auth: process.env.ATOMSCALE_API_KEY ?? "",
});
const { data, error, response } = await updateDataEntry({
  client,
  path: { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" },
  body: { pipeline_status: "success" },
});
if (data) console.log("updated:", data.raw_name, data.pipeline_status);
else console.log("failed:", response?.status, error);
