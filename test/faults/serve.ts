// Serves one connection as the cases ask.
// The first step of a path, `<case>.<run>`, picks the case; `/control/<case>.<run>` tells what that run has received,
// and `/control/<case>.<run>/go-on` goes on with what waits for it.
import type { Socket } from "node:net";
import { constants, deflateRawSync } from "node:zlib";
import { type Behaviour, type Received, type ReceivedRequest, reply, type Told } from "./case.ts";
import { stories } from "./stories.ts";

/** What the server knows of one run of a case. */
export interface Run {
  readonly requests: ReceivedRequest[];
  /** Connections that wait, each with what goes on with it. */
  readonly held: Map<Socket, () => void>;
}

export interface Script {
  behaviours(slug: string): readonly Behaviour[];
  runOf(name: string): Run;
  received(name: string): Received;
  goOn(name: string): void;
  /** Origin to which the cross-origin redirects lead. */
  other(): string;
}

interface Head {
  readonly method: string;
  readonly run: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly length: number;
}

const PREFLIGHT = reply(204, "", "", {
  "access-control-allow-methods": "PATCH",
  "access-control-allow-headers": "*, x-api-key, content-type",
});
const NO_CASE = reply(404, "no such case", "text/plain");
const FLOOD = " ".repeat(64 * 1024);

export function serve(socket: Socket, self: string, script: Script): void {
  let buffer = Buffer.alloc(0);
  let answering = false;

  const hold = ({ run: name }: Head, goOn: () => void): void => {
    const { held } = script.runOf(name);
    held.set(socket, goOn);
    socket.once("close", () => held.delete(socket));
  };

  const answer = (head: Head, { send, next, stopsReading }: Behaviour): void => {
    const carryOn = (): void => {
      if (next === "keep") {
        answering = false;
        read();
      } else if (next === "close") socket.end();
      else if (next === "reset") reset(socket);
      else if (next === "flood") flood(socket);
    };
    if (next === "reset at the cue") hold(head, () => reset(socket));
    else if (next === "flood" || next === "stall") hold(head, () => stopsReading && socket.resume());
    const parts = send ? [send(tell(head, self, script.other()))].flat() : [];
    for (const part of parts) socket.write(part);
    if (parts.length > 0) socket.write("", carryOn);
    else carryOn();
  };

  const read = (): void => {
    const end = buffer.indexOf("\r\n\r\n");
    if (answering || end < 0) return;
    const head = parseHead(buffer.toString("latin1", 0, end));
    const behaviour = pick(head, script);
    const all = end + 4 + head.length;
    const complete = buffer.length >= all;
    if (!complete && !behaviour.stopsReading) return;
    answering = true;
    // A paused socket does not notice that the other side has gone, so it is resumed when the call has ended.
    if (behaviour.stopsReading) socket.pause().removeAllListeners("data");
    const { method, path, headers, run } = head;
    const body = buffer.toString("utf8", end + 4, all);
    if (isRecorded(head)) script.runOf(run).requests.push({ method, path, headers, body, complete });
    buffer = buffer.subarray(all);
    answer(head, behaviour);
  };

  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    read();
  });
}

function pick(head: Head, script: Script): Behaviour {
  if (head.run === "control") {
    const [, name = "", goOn] = head.path.split("/");
    if (goOn) script.goOn(name);
    return reply(200, JSON.stringify(script.received(name)));
  }
  if (head.method === "OPTIONS") return PREFLIGHT;
  const behaviours = script.behaviours(head.run.split(".")[0] ?? "");
  return behaviours[Math.min(script.runOf(head.run).requests.length, behaviours.length - 1)] ?? NO_CASE;
}

function tell({ run, path, headers }: Head, self: string, other: string): Told {
  const story = Object.values(stories).find((each) => each.path === path) ?? Object.values(stories)[0];
  return {
    ...(story as (typeof stories)[keyof typeof stories]),
    key: headers["x-api-key"] ?? "",
    self: `${self}/${run}/followed`,
    other: `${other}/${run}/followed${path}`,
    date: (seconds) => new Date(Date.now() + seconds * 1_000).toUTCString(),
    bomb,
  };
}

function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

function flood(socket: Socket): void {
  while (!socket.destroyed && socket.write(FLOOD));
  socket.once("drain", () => flood(socket));
}

/** Writes the same block of gzip again and again, as each begins anew. */
function bomb(start: string): Uint8Array {
  const block = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const megabyte = block(" ".repeat(2 ** 20));
  return Buffer.concat([header, block(start), ...Array.from({ length: 2_500 }, () => megabyte)]);
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
