// A server that misbehaves as the cases ask, and the ports on which it does.
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import tls, { type TlsOptions } from "node:tls";
import { type Entry, type Received, slugOf } from "./case.ts";
import { faultCases } from "./cases.ts";
import { makeCertificates } from "./certificates.ts";
import { type Run, type Script, serve } from "./serve.ts";

export interface FaultServer {
  /** Origin of each entry. */
  readonly origins: Readonly<Record<Entry, string>>;
  /** Origin to which the cross-origin redirects lead. */
  readonly other: string;
  /** Proxy that refuses every tunnel with 407. */
  readonly proxy: string;
  /** Certificate of the authority behind the `tls` entries. */
  readonly authority: string;
  received(run: string): Received;
  /** Goes on with what waits in a run. */
  goOn(run: string): void;
  close(): Promise<void>;
}

export async function startFaultServer(): Promise<FaultServer> {
  const behaviours = new Map(faultCases.map((each) => [slugOf(each), each.server ?? []]));
  const runs = new Map<string, Run>();
  const servers: net.Server[] = [];
  const sockets = new Set<Socket>();
  let elsewhere = 0;
  let other = "";

  const script: Script = {
    behaviours: (slug) => behaviours.get(slug) ?? [],
    runOf(name) {
      const run = runs.get(name) ?? { requests: [], held: new Map() };
      runs.set(name, run);
      return run;
    },
    received(name) {
      const { requests, held } = script.runOf(name);
      return { requests, held: held.size, elsewhere };
    },
    goOn(name) {
      for (const goOn of [...script.runOf(name).held.values()]) goOn();
    },
    other: () => other,
  };

  const listen = async (server: net.Server, onSocket: (socket: Socket, self: string) => void) => {
    const isSecure = server instanceof tls.Server;
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const origin = `${isSecure ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on(isSecure ? "secureConnection" : "connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // A connection that the client breaks is what many cases are about.
      socket.on("error", () => {});
      onSocket(socket, origin);
    });
    return origin;
  };
  const plain = (onSocket: (socket: Socket) => void) => listen(net.createServer(), onSocket);
  const secure = (options: TlsOptions) =>
    listen(tls.createServer(options), (socket, self) => serve(socket, self, script));
  const onHello = async (act: (socket: Socket) => void) => {
    const origin = await plain((socket) => socket.once("data", () => act(socket)));
    return origin.replace("http:", "https:");
  };

  const { authority, good, selfSigned, expired, otherHost } = await makeCertificates();
  other = await plain((socket) => {
    elsewhere++;
    socket.end("HTTP/1.1 204 No Content\r\naccess-control-allow-origin: *\r\n\r\n");
  });
  const refused = await plain(() => {});
  servers.pop()?.close();
  const origins: FaultServer["origins"] = {
    http: await listen(net.createServer(), (socket, self) => serve(socket, self, script)),
    tls: await secure(good),
    "tls-self-signed": await secure(selfSigned),
    "tls-expired": await secure(expired),
    "tls-other-host": await secure(otherHost),
    "tls-old": await secure({ ...good, minVersion: "TLSv1.1", maxVersion: "TLSv1.1" }),
    "tls-to-plain-port": await onHello((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    "handshake-reset": await onHello((socket) => socket.resetAndDestroy()),
    "handshake-closed": await onHello((socket) => socket.end()),
    refused,
    blocked: "http://127.0.0.1:1",
    unresolvable: "https://nothing.invalid",
  };
  const proxy = await plain((socket) =>
    socket.once("data", () =>
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"),
    ),
  );
  return {
    origins,
    other,
    proxy,
    authority,
    received: script.received,
    goOn: script.goOn,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}
