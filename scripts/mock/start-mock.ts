// Starts the mock of the bundled description in this process: Prism decides what the reply is, and this server speaks HTTP.
// Prism's own server ends the process where a violation that it puts into a header does not fit into one.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { createInstance, getHttpOperationsFromSpec, type IHttpRequest } from "@stoplight/prism-http";
import type { Description } from "../generate/description.ts";
import { explainRefusal, type Violation } from "./explain-refusal.ts";
import { nameRecord } from "./name-record.ts";

export interface Mock {
  /** Address of the mock on the loopback interface, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface MockOptions {
  /** Port on the loopback interface; 0, the default, takes a free one. */
  port?: number;
  /** File of `generated/` to serve; defaults to `openapi.json`. */
  file?: string;
  /** Told of each request when it is answered, in one line. */
  onReply?: (line: string) => void;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  /** Why the request is refused, in words for the terminal. */
  reason?: string | undefined;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const refuse = (status: number, reason: string): Reply => ({ status, body: { detail: reason }, reason });

/** Reads the body; undefined where it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** What the `Prefer` header asks for, such as `code=404, example=not-found`; anything else in it is ignored. */
function readPreference(prefer: string | string[] | undefined): { code?: number; exampleKey?: string } {
  const words = [...String(prefer ?? "").matchAll(/(code|example)\s*=\s*"?([\w-]+)/g)];
  const { code = "", example } = Object.fromEntries(words.map(([, name, value]) => [name, value]));
  return { ...(/^[2-5]\d\d$/.test(code) && { code: Number(code) }), ...(example && { exampleKey: example }) };
}

/** The body as Prism takes it: parsed where it is JSON, else as text, with what is wrong with it. */
function parseBody(text: string, type = ""): { body: unknown; fault?: string } {
  if (text === "") return { body: null };
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) return { body: text };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    // As a text it is refused for not being an object, after the key has been checked.
    return { body: text, fault: (error as Error).message };
  }
}

/**
 * Headers as Prism takes them: it throws at a content type that it cannot parse. One that no operation takes is refused
 * as it should be. Every reply is JSON, whatever `Accept` asks for, as HTTP permits.
 */
function readableHeaders({ accept: _, ...headers }: IncomingHttpHeaders): Record<string, string> {
  const type = headers["content-type"];
  const isReadable = type === undefined || /^\s*[\w.+-]+\/[\w.+-]+\s*(;.*)?$/.test(type);
  return { ...(headers as Record<string, string>), ...(!isReadable && { "content-type": "not/readable" }) };
}

function corsHeaders({ origin, ...headers }: IncomingHttpHeaders): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin ?? "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Headers": String(headers["access-control-request-headers"] ?? "*"),
    "Access-Control-Allow-Methods": String(headers["access-control-request-method"] ?? "PATCH"),
    "Access-Control-Expose-Headers": "Retry-After",
    Vary: "Origin",
  };
}

function send(
  response: ServerResponse,
  { status, headers, body }: Reply,
  cors: Record<string, string>,
): void {
  response.statusCode = status;
  // One after the other, so that those of Prism replace ours whatever their letter case.
  for (const [name, value] of Object.entries({ "Content-Type": "application/json", ...cors, ...headers })) {
    response.setHeader(name, value);
  }
  response.end(body === undefined ? "" : JSON.stringify(body));
}

/** Field names come from the request: what would steer a terminal is left out. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, "?");

/** Starts the mock; rejects where the port cannot be had. */
export async function startMock({
  port = 0,
  file = "openapi.json",
  onReply,
}: MockOptions = {}): Promise<Mock> {
  const bundle = fileURLToPath(new URL(`../../generated/${file}`, import.meta.url));
  const description = JSON.parse(await readFile(bundle, "utf8")) as Description;
  const operations = await getHttpOperationsFromSpec(bundle);
  const config = {
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    mock: { dynamic: false },
    isProxy: false as const,
    errors: true,
    upstreamProxy: undefined,
  };
  const prism = createInstance(config, { logger: createLogger("mock", { level: "silent" }) });

  async function answer(request: IncomingMessage): Promise<Reply> {
    const { method = "GET", url = "/", headers } = request;
    const text = await readBody(request);
    if (text === undefined) return refuse(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
    if (method === "OPTIONS" && headers["access-control-request-method"])
      return { status: 204, body: undefined };
    if (!URL.canParse(url, "http://localhost")) return refuse(400, "The path is not valid.");
    const path = new URL(url, "http://localhost").pathname;
    const { body, fault } = parseBody(text, headers["content-type"]);
    const input = { method: method.toLowerCase() as IHttpRequest["method"], url: { path }, body };
    const wanted = { ...config, mock: { ...config.mock, ...readPreference(headers.prefer) } };
    const result = await prism.request({ ...input, headers: readableHeaders(headers) }, operations, wanted)();
    if (result._tag === "Left") {
      const { status = 500, message, detail } = result.left as Error & { status?: number; detail?: string };
      return refuse(status, [message, detail].filter(Boolean).join(": "));
    }
    const { output, validations } = result.right;
    const reply = { status: output.statusCode, headers: { ...output.headers }, body: output.body };
    if (reply.status === 200)
      return { ...reply, body: nameRecord(description, { method, path, body }, reply.body) };
    const violations = validations.input as Violation[];
    const explained = explainRefusal(violations, fault);
    return {
      ...reply,
      reason: explained?.reason,
      ...(reply.status === 422 && explained && { body: explained.body }),
    };
  }

  const server = createServer(async (request, response) => {
    const reply = await answer(request).catch((error: unknown) => refuse(500, `The mock failed: ${error}`));
    if (!response.destroyed) send(response, reply, corsHeaders(request.headers));
    const { method, url } = request;
    onReply?.(
      printable([method, url, `${reply.status}${reply.reason ? `: ${reply.reason}` : ""}`].join(" ")),
    );
  });
  server.on("clientError", (error: Error, socket: Socket) => {
    const { body, reason } = refuse(400, `The request is not HTTP: ${error.message}`);
    const text = JSON.stringify(body);
    const head = ["HTTP/1.1 400 Bad Request", "Content-Type: application/json", "Connection: close"];
    if (socket.writable)
      socket.end(`${head.join("\r\n")}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    onReply?.(printable(`? ? 400: ${reason}`));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
