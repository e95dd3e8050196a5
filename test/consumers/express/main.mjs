// The second and third update fail, and nobody catches the error.
import { once } from "node:events";
import { createClient } from "atomscale-client";
import express from "express";

const atomscale = createClient({ maxRetries: 0 });
const app = express();
app.patch("/entries/:data_id", async ({ params }, response) => {
  response.json(await atomscale.updateDataEntry(params, { pipeline_status: "success" }));
});
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
const answers = [];
for (const id of [
  "d290f1ee-6c54-4b01-90e6-d701748f0851",
  "00000000-0000-4000-8000-000000000404",
  "00000000-0000-4000-8000-000000000503",
]) {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/entries/${id}`, { method: "PATCH" });
  const text = await answer.text();
  const names = /(AtomscaleError|pipeline_status)/.exec(text)?.[0];
  answers.push({ http: answer.status, names, key: text.includes(process.env.ATOMSCALE_API_KEY) });
}
console.log(JSON.stringify(answers));
process.exit();
