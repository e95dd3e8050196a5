import { createClient } from "atomscale-client";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

const seen = [];
const server = setupServer(
  http.patch("https://api.atomscale.ai/data_entries/:data_id", async ({ request, params }) => {
    seen.push({ key: request.headers.get("x-api-key"), body: await request.json() });
    if (params.data_id.endsWith("404")) return HttpResponse.json({ detail: "Not found" }, { status: 404 });
    if (params.data_id.endsWith("000")) return HttpResponse.error();
    return HttpResponse.json({ data_id: params.data_id, pipeline_status: "success" });
  }),
);
server.listen({ onUnhandledRequest: "error" });
const atomscale = createClient({
  apiKey: "key of a test",
  baseUrl: "https://api.atomscale.ai",
  maxRetries: 0,
});
const outcomes = [];
for (const data_id of [
  "d290f1ee-6c54-4b01-90e6-d701748f0851",
  "00000000-0000-4000-8000-000000000404",
  "00000000-0000-4000-8000-000000000000",
]) {
  const call = atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" });
  outcomes.push(
    await call.then(
      (entry) => entry.pipeline_status,
      (error) => `${error.code} ${error.outcome}`,
    ),
  );
}
server.close();
console.log(JSON.stringify({ outcomes, seen }));
