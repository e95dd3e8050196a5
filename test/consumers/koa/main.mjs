// The second and third update fail, and nobody catches the error but Koa, which tells its listeners.
import { once } from "node:events";
import { createClient } from "atomscale-client";
import Koa from "koa";

const atomscale = createClient({ maxRetries: 0 });
const app = new Koa();
const outcomes = [];
app.on("error", (error) => outcomes.push(error.outcome));
app.use(async (context) => {
  context.body = await atomscale.updateDataEntry(
    { data_id: context.path.slice(1) },
    { pipeline_status: "success" },
  );
});
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
const answers = [];
for (const id of [
  "d290f1ee-6c54-4b01-90e6-d701748f0851",
  "00000000-0000-4000-8000-000000000404",
  "00000000-0000-4000-8000-000000000503",
]) {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/${id}`);
  const text = await answer.text();
  answers.push({ http: answer.status, text: text.startsWith("{") ? JSON.parse(text).pipeline_status : text });
}
console.log(JSON.stringify({ answers, outcomes }));
process.exit();
