// Everything that a call can meet, on loopback: the server that stores, what stands before it, and what is not there.
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { setTimeout as after, setImmediate as turnOfTheLoop } from "node:timers/promises";
import tls from "node:tls";
import { type Certificates, makeCertificates } from "../faults/certificates.ts";
import { forward, serveForwarded, serveTunnels } from "./between.ts";
import { type Around, serve } from "./connection.ts";
import type { Call, Entry } from "./script.ts";
import { Store, type Truth } from "./truth.ts";

export interface WorldCertificates extends Certificates {
  /** Signed by an authority that nobody trusts. */
  readonly untrusted: Certificates["good"];
}

export interface World {
  readonly origins: Readonly<Record<Entry, string>>;
  /** Address of the proxy that opens tunnels. */
  readonly tunnels: string;
  readonly authority: string;
  expect(calls: readonly Call[]): void;
  /** Waits until nothing goes on any more, drops all connections and tells what was stored. */
  settle(): Promise<Map<number, Truth>>;
  close(): Promise<void>;
}

export async function makeWorldCertificates(): Promise<WorldCertificates> {
  const [trusted, stranger] = await Promise.all([makeCertificates(), makeCertificates()]);
  return { ...trusted, untrusted: stranger.good };
}

// What a client sends after it has given up arrives within this time, or never.
const FAREWELL_MS = 1_000;

export async function startWorld(certificates: WorldCertificates): Promise<World> {
  const store = new Store();
  /** Of each connection, the promise that it closes. */
  const sockets = new Map<Socket, Promise<void>>();
  const servers = new Map<string, net.Server>();
  const works = new Set<Promise<void>>();
  let failure: unknown;
  const goOn = (work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => works.delete(done));
    works.add(done);
  };
  const track = (socket: Socket): void => {
    const closed = new Promise<void>((resolve) => {
      socket.once("close", () => {
        sockets.delete(socket);
        resolve();
      });
    });
    sockets.set(socket, closed);
    // A connection that the client breaks is what many calls are about.
    socket.on("error", () => {});
  };

  const listen = async (name: string, onSocket: (socket: Socket) => void, port = 0): Promise<number> => {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      track(socket);
      onSocket(socket);
    });
    servers.set(name, server);
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };

  const reset = (socket: Socket): void => {
    socket.resetAndDestroy();
  };
  const otherPort = await listen("other", (socket) => serve(socket, { ...around("http"), keep: () => {} }));
  const other = `http://127.0.0.1:${otherPort}`;
  function around(entry: Entry): Around {
    return {
      entry,
      store,
      other,
      goOn,
      reset,
      restart: () => {},
      keep: (id, { body, headers }) => store.store(id, body ?? "", headers.get("x-api-key") ?? ""),
    };
  }
  const open = (entry: Entry): Promise<number> => listen(entry, (socket) => serve(socket, around(entry)));
  const openTls = (entry: Entry, certificate: Certificates["good"]): Promise<number> => {
    const secureContext = tls.createSecureContext(certificate);
    return listen(entry, (raw) => {
      const socket = new tls.TLSSocket(raw, { isServer: true, secureContext });
      socket.on("error", () => raw.destroy());
      socket.once("secure", () => serve(socket, { ...around(entry), reset: () => reset(raw) }));
    });
  };

  const http = await open("http");
  const shared = await open("shared");
  const tlsPort = await openTls("tls", certificates.good);
  const otherHostPort = await openTls("tls-other-host", certificates.otherHost);

  const restartSockets = new Set<Socket>();
  let restartPort = 0;
  const listenAgain = async (): Promise<void> => {
    // A new server each time, as the old one is closed only when its last connection is.
    restartPort = await listen(
      "restart",
      (socket) => {
        restartSockets.add(socket);
        socket.once("close", () => restartSockets.delete(socket));
        serve(socket, { ...around("restart"), restart });
      },
      restartPort,
    );
  };
  const restart = (awayMs: number): void => {
    const server = servers.get("restart");
    if (server?.listening) goOn(after(awayMs).then(listenAgain));
    server?.close();
    for (const socket of restartSockets) reset(socket);
  };
  await listenAgain();

  const keeper = await listen("keeper", (socket) => serveForwarded(socket, store));
  const proxy = await listen("proxy", (socket) =>
    serve(socket, { ...around("proxy"), keep: (id, request) => forward(id, request, keeper) }),
  );
  const tunnels = await listen("tunnels", (socket) => serveTunnels(socket, otherHostPort));
  const resetting = await listen("reset-on-connect", reset);
  const handshake = await listen("handshake", (socket) => {
    socket.once("data", () => reset(socket));
  });

  const local = (port: number, scheme = "http"): string => `${scheme}://127.0.0.1:${port}`;
  return {
    origins: {
      http: local(http),
      shared: local(shared),
      restart: local(restartPort),
      proxy: local(proxy),
      tls: local(tlsPort, "https"),
      "tls-self-signed": local(await openTls("tls-self-signed", certificates.selfSigned), "https"),
      "tls-untrusted": local(await openTls("tls-untrusted", certificates.untrusted), "https"),
      "tls-expired": local(await openTls("tls-expired", certificates.expired), "https"),
      "tls-other-host": local(otherHostPort, "https"),
      "tls-to-plain-port": local(http, "https"),
      "tls-reset-in-handshake": local(handshake, "https"),
      tunnel: "https://elsewhere.invalid",
      "tunnel-407": "https://status-407.invalid",
      "tunnel-502": "https://status-502.invalid",
      "reset-on-connect": local(resetting),
      // Nothing listens there, and no program without privileges ever does.
      refused: local(4),
      // https://fetch.spec.whatwg.org/#port-blocking
      "blocked-port": local(1),
      unresolvable: "https://atomscale.invalid",
    },
    tunnels: local(tunnels),
    authority: certificates.authority,
    expect: (calls) => store.expect(calls),
    async settle() {
      for (let before = -1; works.size > 0 || store.arrivals !== before; ) {
        before = store.arrivals;
        for (const socket of sockets.keys()) socket.end();
        const farewell = new AbortController();
        await Promise.race([
          Promise.all([...works, ...sockets.values()]),
          after(FAREWELL_MS, undefined, farewell).catch(() => {}),
        ]);
        farewell.abort();
        // What has not been read by now is never stored, and a reply that nobody reads is never written.
        for (const socket of sockets.keys()) socket.destroy();
        await Promise.all(works);
        // A client in this process learns within two turns that its connections are gone, and starts no call on them.
        await turnOfTheLoop();
        await turnOfTheLoop();
      }
      if (failure) throw failure;
      return store.take();
    },
    async close() {
      for (const socket of sockets.keys()) socket.destroy();
      await Promise.all(
        [...servers.values()].map((server) => server.listening && new Promise((done) => server.close(done))),
      );
    },
  };
}
