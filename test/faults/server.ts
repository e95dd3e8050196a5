// A server that misbehaves as the cases of cases.ts ask.
// The first step of a path, `<case>.<run>`, picks the case; `/control/<case>.<run>` tells what that run has received.
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { setTimeout as after } from "node:timers";
import tls from "node:tls";
import { type Behaviour, type Entry, type Received, type ReceivedRequest, reply, slugOf } from "./case.ts";
import { faultCases } from "./cases.ts";
import { makeCertificates } from "./certificates.ts";

export interface FaultServer {
  /** Origin of each entry. */
  readonly origins: Readonly<Record<Entry, string>>;
  /** Origin to which the cross-origin redirects lead. */
  readonly other: string;
  /** Certificate of the authority behind the `tls` entries. */
  readonly authority: string;
  received(run: string): Received;
  close(): Promise<void>;
}

interface Run {
  readonly requests: ReceivedRequest[];
  readonly held: Set<Socket>;
}

interface Head {
  readonly method: string;
  readonly run: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly length: number;
}

// Time for what was sent before a reset to be read; a reset may overtake it otherwise.
const BEFORE_RESET_MS = 10;

const PREFLIGHT = reply(204, "", "", {
  "access-control-allow-methods": "PATCH",
  "access-control-allow-headers": "*, x-api-key, content-type",
});
const NO_CASE = reply(404, "no such case", "text/plain");

export async function startFaultServer(): Promise<FaultServer> {
  const scripts = new Map(faultCases.map((faultCase) => [slugOf(faultCase), faultCase.server]));
  const runs = new Map<string, Run>();
  const servers: net.Server[] = [];
  const sockets = new Set<Socket>();
  let elsewhere = 0;
  let other = "";

  const runOf = (name: string): Run => {
    const run = runs.get(name) ?? { requests: [], held: new Set() };
    runs.set(name, run);
    return run;
  };
  const received = (name: string): Received => {
    const { requests, held } = runOf(name);
    return { requests, held: held.size, elsewhere };
  };

  const serve = (socket: Socket, self: string): void => {
    let buffer = Buffer.alloc(0);
    let answering = false;
    let deaf = false;

    const answer = ({ run: name, path, headers }: Head, behaviour: Behaviour): void => {
      const fill = (text: string): string =>
        text
          .replaceAll("{self}", `${self}/${name}/followed`)
          .replaceAll("{other}", `${other}/${name}/followed${path}`)
          .replaceAll("{key}", headers["x-api-key"] ?? "")
          .replace(/\{date:(-?\d+)\}/g, (_, s) => new Date(Date.now() + Number(s) * 1_000).toUTCString());
      const text = fill(behaviour.send ?? "");
      const length = Buffer.byteLength(text.slice(text.indexOf("\r\n\r\n", text.indexOf("{length}")) + 4));
      const { held } = runOf(name);
      const carryOn = (): void => {
        if (behaviour.next === "keep") {
          answering = false;
          read();
        } else if (behaviour.next === "close") socket.end();
        else if (behaviour.next === "reset") after(() => socket.resetAndDestroy(), BEFORE_RESET_MS);
      };
      if (behaviour.next === "stall") {
        held.add(socket);
        socket.once("close", () => held.delete(socket));
      }
      if (text) socket.write(text.replace("{length}", String(length)), carryOn);
      else carryOn();
    };

    const read = (): void => {
      const end = buffer.indexOf("\r\n\r\n");
      if (answering || end < 0) return;
      const head = parseHead(buffer.toString("latin1", 0, end));
      const behaviour = pick(head);
      const all = end + 4 + head.length;
      const complete = buffer.length >= all;
      const { stopsReadingForMs } = behaviour;
      if (!complete && stopsReadingForMs === undefined) return;
      answering = true;
      if (stopsReadingForMs !== undefined) {
        deaf = true;
        socket.pause();
        // A paused socket does not notice that the other side has gone.
        after(() => socket.resume(), stopsReadingForMs);
      }
      const { method, path, headers, run } = head;
      const body = buffer.toString("utf8", end + 4, all);
      if (isRecorded(head)) {
        runOf(run).requests.push({
          method,
          path,
          headers,
          body,
          complete,
          bytes: Math.min(buffer.length, all),
        });
      }
      buffer = buffer.subarray(all);
      answer(head, behaviour);
    };

    const pick = (head: Head): Behaviour => {
      if (head.run === "control") return reply(200, JSON.stringify(received(head.path.slice(1))));
      if (head.method === "OPTIONS") return PREFLIGHT;
      const script = scripts.get(head.run.split(".")[0] ?? "") ?? [];
      return script[Math.min(runOf(head.run).requests.length, script.length - 1)] ?? NO_CASE;
    };

    socket.on("data", (chunk: Buffer) => {
      if (deaf) return;
      buffer = Buffer.concat([buffer, chunk]);
      read();
    });
  };

  const listen = async (
    server: net.Server,
    scheme: string,
    onSocket: (socket: Socket, self: string) => void,
  ) => {
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on(scheme === "https" ? "secureConnection" : "connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // A connection that the client breaks is what many cases are about.
      socket.on("error", () => {});
      onSocket(socket, origin);
    });
    return origin;
  };

  const { authority, good, selfSigned, expired, otherHost } = await makeCertificates();
  other = await listen(net.createServer(), "http", (socket) => {
    elsewhere++;
    socket.end(`${PREFLIGHT.send?.replace("{length}", "0")}`);
  });
  const http = await listen(net.createServer(), "http", serve);
  const secure = await listen(tls.createServer(good), "https", serve);
  const closed = net.createServer();
  const refused = await listen(closed, "http", () => {});
  closed.close();
  const origins = {
    http,
    tls: secure,
    "tls-untrusted": secure,
    "tls-self-signed": await listen(tls.createServer(selfSigned), "https", serve),
    "tls-expired": await listen(tls.createServer(expired), "https", serve),
    "tls-other-host": await listen(tls.createServer(otherHost), "https", serve),
    "reset-on-connect": await listen(net.createServer(), "http", (socket) => socket.resetAndDestroy()),
    refused,
    unresolvable: "https://atomscale.invalid",
  };
  return {
    origins,
    other,
    authority,
    received,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        servers.map((server) => server.listening && new Promise((done) => server.close(done))),
      );
    },
  };
}

function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const [, run = "", path = ""] = /^\/([^/]*)(.*)$/.exec(target) ?? [];
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { method, run, path, headers, length: Number(headers["content-length"] ?? 0) };
}

function isRecorded({ method, run }: Head): boolean {
  return run !== "control" && method !== "OPTIONS";
}
