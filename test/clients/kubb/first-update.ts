import { isAxiosError } from "axios";
import { updateDataEntry } from "./client";

const config = {
  baseURL: process.env.ATOMSCALE_API_ENDPOINT ?? "https://api.atomscale.ai",
  headers: { "X-API-KEY": process.env.ATOMSCALE_API_KEY ?? "" },
  maxRedirects: 0,
};
const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
try {
  const entry = await updateDataEntry(data_id, { pipeline_status: "success" }, config);
  console.log("updated:", entry.raw_name, entry.pipeline_status);
} catch (error) {
  // Without a response, whether the record was changed is unknown.
  if (!isAxiosError(error) || error.response === undefined) throw error;
  console.log("failed:", error.response.status, error.response.data);
}
