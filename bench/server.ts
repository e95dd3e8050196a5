// Answers every update with the documented record, as fast as node:http does, and tells its port to its parent.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import record from "../openapi/examples/updateSampleAnnotation/documented.200.json" with { type: "json" };

const reply = Buffer.from(JSON.stringify(record));

const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
  request.resume().on("end", () => {
    response
      .writeHead(200, { "content-type": "application/json", "content-length": reply.length })
      .end(reply);
  });
});
// Longer than the benchmark, so that no contestant pays for another's pause.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
