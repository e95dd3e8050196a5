// A forward proxy and a service with a certificate of its own authority, both on the loopback interface.
import { once } from "node:events";
import { createServer as createProxy } from "node:http";
import { createServer as createService } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { makeCertificates } from "../../test/faults/certificates.ts";

export interface ProxiedService {
  /** Address of the service, which nothing trusts that does not know `authority`. */
  readonly serviceUrl: string;
  /** Address of a proxy that opens every tunnel. */
  readonly proxyUrl: string;
  /** Address of a proxy that refuses every tunnel. */
  readonly refusingProxyUrl: string;
  /** Certificate of the authority, in PEM. */
  readonly authority: string;
  /** Number of tunnels opened so far. */
  tunnels(): number;
  close(): void;
}

export async function startProxiedService(reply: unknown): Promise<ProxiedService> {
  const { authority, good } = await makeCertificates();
  const sockets = new Set<Socket>();
  let tunnels = 0;

  const service = createService(good, (_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(reply));
  });
  const proxy = createProxy().on("connect", (request, socket: Socket) => {
    tunnels += 1;
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) sockets.add(end.on("error", () => {}));
  });
  const refusing = createProxy().on("connect", (_, socket) => {
    socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });

  const listen = async (server: Server, scheme: string): Promise<string> => {
    server.on("connection", (socket) => sockets.add(socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return {
    serviceUrl: await listen(service, "https"),
    proxyUrl: await listen(proxy, "http"),
    refusingProxyUrl: await listen(refusing, "http"),
    authority,
    tunnels: () => tunnels,
    close() {
      for (const socket of sockets) socket.destroy();
      for (const server of [service, proxy, refusing]) server.close();
    },
  };
}
