// A service on loopback that stores records as the real one would, fails as it is told, and keeps what it received.
// A request whose connection is dead before it is applied changes nothing.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { operations } from "../../generated/operations.ts";
import { type OperationId, operationIds } from "./call-operation.ts";

type StoredRecord = Record<string, unknown>;

/** How one request is answered; `lost` closes the connection before anything is applied. */
export type ServerFault = "429" | "503" | "lost" | "applied-then-lost" | "slow";

export interface Received {
  readonly operation: OperationId;
  readonly body: Readonly<Record<string, unknown>>;
  readonly fault: ServerFault | undefined;
  /** Name of the record. */
  readonly name: string;
  /** Time of `performance.now()` at which the request had arrived. */
  readonly arrivedAt: number;
  /** Time at which it was answered or its connection was lost; undefined until then. */
  endedAt: number | undefined;
  isApplied: boolean;
}

export interface RecordServer {
  readonly url: string;
  /** Records by the name that `identify` gives them. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Every request, oldest first. */
  readonly received: readonly Received[];
  /** Is called when a request has arrived. */
  onRequest: (() => void) | undefined;
  close(): Promise<void>;
}

export interface RecordServerOptions {
  /** Chooses how the next request is answered. */
  readonly fault?: () => ServerFault | undefined;
  /** Time until a request is applied, in milliseconds. */
  readonly delayMs?: () => number;
  /** Value of `Retry-After` of a 429, in seconds. */
  readonly retryAfter?: number;
}

export async function startRecordServer(options: RecordServerOptions = {}): Promise<RecordServer> {
  const { fault: chooseFault = () => undefined, delayMs = () => 0, retryAfter = 0 } = options;
  const records = new Map<string, StoredRecord>();
  const received: Received[] = [];
  const sockets = new Set<Socket>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await readText(request));
    const { operation, name, identity } = identify(`${request.url}`, body);
    const fault = chooseFault();
    const arrivedAt = performance.now();
    const entry: Received = { operation, body, fault, name, arrivedAt, endedAt: undefined, isApplied: false };
    received.push(entry);
    response.once("close", () => {
      entry.endedAt = performance.now();
    });
    server.onRequest?.();
    await new Promise((resolve) => setTimeout(resolve, delayMs() + (fault === "slow" ? 200 : 0)));
    if (request.socket.destroyed) return;
    if (fault === "429")
      return answer(response, 429, { detail: "Too many requests" }, { "retry-after": `${retryAfter}` });
    if (fault === "503") return answer(response, 503, { detail: "Service unavailable" });
    if (fault === "lost") return void request.socket.destroy();
    const record = { ...records.get(name), ...body, ...identity };
    records.set(name, record);
    entry.isApplied = true;
    if (fault === "applied-then-lost") request.socket.destroy();
    else answer(response, 200, record);
  }

  const listener = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
    // A body that is cut belongs to a process that died.
    handle(request, response).catch(() => request.socket.destroy());
  });
  listener.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const server: RecordServer = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    records,
    received,
    onRequest: undefined,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        listener.close(() => resolve());
      }),
  };
  return server;
}

/**
 * Names the record of a request. Where a body can name its record in several ways, the same number means the same record:
 * the layer with the id N is the first one of the stack N.
 */
export function identify(target: string, body: Readonly<Record<string, unknown>>) {
  const url = target.toLowerCase();
  for (const operation of operationIds) {
    const { path, identifiedBy, requireAnyOf } = operations[operation];
    const match = new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`).exec(url);
    if (match === null) continue;
    const ways = requireAnyOf.flatMap((names) => (names.length > 1 ? names : []));
    const number = ways.map((name) => body[name]).find((value) => value !== undefined);
    const given: Readonly<Record<string, unknown>> = { ...body, ...match.groups };
    const identity = Object.entries(identifiedBy).map(([name, field]) => [
      field,
      given[name] ?? (ways.includes(name) ? number : undefined),
    ]);
    const name = number === undefined ? url : `${url} ${number}`;
    return { operation, name, identity: Object.fromEntries(identity) as StoredRecord };
  }
  throw new Error(`No operation has the path ${target}.`);
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
