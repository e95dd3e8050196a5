// What stands between client and server: a proxy that forwards requests, and one that opens tunnels.
import { request } from "node:http";
import net, { type Socket } from "node:net";
import { writeNotFound, writeRecord } from "./replies.ts";
import { type Arrived, RequestReader } from "./requests.ts";
import type { Store } from "./truth.ts";

/** Sends a request on to the server behind the proxy, on a connection of its own, and waits for the answer. */
export function forward(id: number, { headers, body }: Arrived, port: number): Promise<void> {
  const own = { "x-call": id, "x-api-key": headers.get("x-api-key") ?? "" };
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, method: "PATCH", agent: false, headers: own })
      .on("response", (response) => response.resume().on("end", resolve))
      .on("error", reject)
      .end(body);
  });
}

/** Stores what a proxy forwards, and says so. */
export function serveForwarded(socket: Socket, store: Store): void {
  const reader = new RequestReader();
  socket.on("data", (chunk: Buffer) => {
    for (const { headers, body } of reader.push(chunk)) {
      if (body === undefined) continue;
      store.store(Number(headers.get("x-call")), body, headers.get("x-api-key") ?? "");
      socket.end(writeRecord({}));
    }
  });
}

/** Opens a tunnel to the one host that exists, and refuses all others as their names say. */
export function serveTunnels(socket: Socket, port: number): void {
  socket.once("data", (chunk: Buffer) => {
    const host = /^CONNECT ([^ :]+)/.exec(chunk.toString("latin1"))?.[1] ?? "";
    const status = /^status-(\d+)\./.exec(host)?.[1];
    if (status) socket.end(`HTTP/1.1 ${status} Status\r\ncontent-length: 0\r\n\r\n`);
    else if (host === "elsewhere.invalid") {
      const server = net.connect({ host: "127.0.0.1", port, allowHalfOpen: true });
      server.on("error", () => socket.destroy());
      socket.on("close", () => server.destroy());
      server.on("close", () => socket.destroy());
      server.on("connect", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        socket.pipe(server).pipe(socket);
      });
    } else socket.end(writeNotFound());
  });
}
