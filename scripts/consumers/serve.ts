// The service that strangers' projects call: it answers on loopback, and keeps what came.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

export interface Service {
  readonly url: string;
  readonly received: readonly Received[];
  /** Number of connections so far. */
  connections(): number;
  close(): void;
}

/** Answers with the record that was asked for, changed; an id that ends in 404 or 503 fails with that status. */
export async function startService(): Promise<Service> {
  const received: Received[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const { method = "", url: path = "" } = request;
    received.push({ method, path, key: request.headers["x-api-key"]?.toString(), body });
    const id = path.split("/").at(-1);
    const failure = /(404|503)$/.exec(id ?? "")?.[0];
    const record = path.startsWith("/data_entries/") ? { data_id: id, raw_name: "scan.mp4", ...body } : body;
    response.writeHead(Number(failure ?? 200), { "content-type": "application/json" });
    response.end(JSON.stringify(failure ? { detail: `Status ${failure}` } : record));
  }).listen(0, "127.0.0.1");
  server.on("connection", () => {
    connections += 1;
  });
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
