// Serves what `next build` has made, asks for the page and the route, and prints both.
import { once } from "node:events";
import { createServer } from "node:http";
import next from "next";

const app = next({ dev: false, dir: import.meta.dirname });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response)).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
const [, page] = /<p>(.*?)<\/p>/.exec((await (await fetch(url)).text()).replaceAll("<!-- -->", "")) ?? [];
const story = await (await fetch(`${url}/update`, { method: "POST" })).json();
console.log(JSON.stringify({ page, ...story }));
process.exit();
