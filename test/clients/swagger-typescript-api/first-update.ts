import { Api } from "./client";

const api = new Api({
  baseUrl: process.env.ATOMSCALE_API_ENDPOINT ?? "https://api.atomscale.ai",
  baseApiParams: { headers: { "X-API-KEY": process.env.ATOMSCALE_API_KEY ?? "" }, redirect: "manual" },
});
const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
try {
  const { data } = await api.dataEntries.updateDataEntry(data_id, { pipeline_status: "success" });
  console.log("updated:", data.raw_name, data.pipeline_status);
} catch (error) {
  // Without a response, whether the record was changed is unknown.
  if (!(error instanceof Response)) throw error;
  console.log("failed:", error.status, (error as Response & { error: unknown }).error);
}
