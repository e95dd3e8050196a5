// Stands between `redocly respect` and the service. Respect follows redirects and takes inputs on its command line, where
// every process can read them; so the key is added here, and a redirect is a reply like any other.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ForwarderOptions {
  endpoint: string;
  keyHeader: string;
  key: string;
}

export interface Forwarder {
  readonly url: string;
  /** Bodies of the replies so far, in the order of the requests. */
  readonly replies: readonly string[];
  close(): Promise<void>;
}

export async function startForwarder({ endpoint, keyHeader, key }: ForwarderOptions): Promise<Forwarder> {
  const replies: string[] = [];

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = await fetch(endpoint.replace(/\/$/, "") + request.url, {
      method: request.method ?? "PATCH",
      headers: { "Content-Type": "application/json", [keyHeader]: key },
      body: Buffer.concat(chunks),
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    const text = await reply.text();
    replies.push(text);
    // Without its target, which Respect would follow.
    const type = reply.headers.get("content-type");
    response.writeHead(reply.status, type === null ? {} : { "Content-Type": type }).end(text);
  }

  const server = createServer((request, response) => {
    // A connection that ends without a reply tells Respect that there was none.
    forward(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
