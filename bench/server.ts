// Answers every update with the documented record under the id that was asked for, as fast as node:http does, and tells its port to its parent.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import record from "../openapi/examples/updateSampleAnnotation/documented.200.json" with { type: "json" };

const text = JSON.stringify(record);
const documented = Buffer.from(text);

const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
  const id = `${request.url}`.slice(-record.id.length);
  const reply = id === record.id ? documented : Buffer.from(text.replace(record.id, id));
  request.resume().on("end", () => {
    response
      .writeHead(200, { "content-type": "application/json", "content-length": reply.length })
      .end(reply);
  });
});
// Longer than the benchmark, so that no contestant pays for another's pause.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
