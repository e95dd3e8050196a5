// Stands between a generated client and the mock, and holds each request against the vector that it stands for.
// Vector i is called at `<url>/<i>`; the recorder asks the mock for the reply of that vector by the Prefer header.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Vector } from "../generate/write-vectors.ts";
import { listDifferences } from "./list-differences.ts";

/** Without `prefer` the recorder gives the vector's reply itself, for replies that no mock of the description gives. */
export type RecordedVector = Omit<Vector, "prefer"> & { prefer?: string; contentType?: string };

export interface Recorder {
  readonly url: string;
  /** What was wrong with the requests of one vector; empty when exactly the expected one arrived. */
  faults(index: number): string[];
  close(): Promise<void>;
}

export interface RecorderOptions {
  vectors: RecordedVector[];
  mockUrl: string;
  keyHeader: string;
  key: string;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Many clients parse a UUID and write it again in lower case, which is the same id: RFC 9562, section 4. */
function sameIds(path: string): string {
  return path.replace(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi, (id) => id.toLowerCase());
}

function compareBody(text: string, expected: unknown): string[] {
  try {
    return listDifferences(expected, JSON.parse(text)).map((difference) => `body: ${difference}`);
  } catch {
    return [`body: not JSON: ${JSON.stringify(text)}`];
  }
}

export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { vectors, mockUrl, keyHeader, key } = options;
  const calls = vectors.map(() => 0);
  const faults: string[][] = vectors.map(() => []);

  function check(vector: RecordedVector, request: IncomingMessage, path: string, text: string): string[] {
    const { method, headers } = request;
    const type = headers["content-type"] ?? "none";
    return [
      method === vector.method ? "" : `method: ${method}, not ${vector.method}`,
      sameIds(path) === sameIds(vector.path) ? "" : `path: ${path}, not ${vector.path}`,
      /^application\/json(; *charset=utf-8)?$/i.test(type) ? "" : `content type: ${type}`,
      headers[keyHeader.toLowerCase()] === key ? "" : `${keyHeader}: not the key, or not alone`,
      ...compareBody(text, vector.body),
    ].filter((fault) => fault !== "");
  }

  async function ask(vector: RecordedVector, request: IncomingMessage, path: string, text: string) {
    const { prefer, contentType, status, reply } = vector;
    if (contentType !== undefined) return { status, contentType, body: String(reply) };
    if (prefer === undefined) return { status, contentType: "application/json", body: JSON.stringify(reply) };
    const names = ["content-type", "accept", keyHeader.toLowerCase()];
    const passed = names.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value] as [string, string]] : [];
    });
    const response = await fetch(mockUrl + path, {
      method: request.method ?? "GET",
      headers: [...passed, ["Prefer", prefer]],
      body: text,
    });
    return { status: response.status, contentType: "application/json", body: await response.text() };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, digits = "", path = ""] = /^\/(\d+)(\/.*)?$/.exec(request.url ?? "") ?? [];
    const index = Number(digits || -1);
    const vector = vectors[index];
    const text = await readText(request);
    if (vector === undefined) {
      response.writeHead(400).end("The first segment of the path is not the number of a vector.");
      return;
    }
    calls[index] = (calls[index] ?? 0) + 1;
    faults[index]?.push(...check(vector, request, path, text));
    const { status, contentType, body } = await ask(vector, request, path, text);
    if (status !== vector.status) faults[index]?.push(`the mock answers ${status}, not ${vector.status}`);
    response.writeHead(status, { "Content-Type": contentType }).end(body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults(index) {
      const count = calls[index] ?? 0;
      return [...(count === 1 ? [] : [`${count} requests instead of one`]), ...(faults[index] ?? [])];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
