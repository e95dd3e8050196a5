import { Configuration, DataCatalogueApi, ResponseError } from "./client";

const api = new DataCatalogueApi(
  new Configuration({
    basePath: process.env.ATOMSCALE_API_ENDPOINT ?? "https://api.atomscale.ai",
    apiKey: process.env.ATOMSCALE_API_KEY ?? "",
    // A redirect would carry the key and the change to another address.
    fetchApi: (input, init) => fetch(input, { ...init, redirect: "manual" }),
  }),
);
try {
  const entry = await api.updateDataEntry({
    dataId: "d290f1ee-6c54-4b01-90e6-d701748f0851",
    dataEntryPatch: { pipelineStatus: "success" },
  });
  console.log("updated:", entry.rawName, entry.pipelineStatus);
} catch (error) {
  // Without a response, whether the record was changed is unknown.
  if (!(error instanceof ResponseError)) throw error;
  console.log("failed:", error.response.status, await error.response.text());
}
