// Writes replies as they go over the wire.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { writeBody } from "./record.ts";
import type { Call, Reply } from "./script.ts";
import { ASTRAY } from "./truth.ts";

// A page of another origin may run the client too.
const CORS =
  "access-control-allow-origin: *\r\naccess-control-expose-headers: *\r\naccess-control-allow-methods: PATCH\r\naccess-control-allow-headers: *, x-api-key, x-call, x-trace, content-type\r\naccess-control-max-age: 600\r\n";

const head = (status: number, headers: string): string =>
  `HTTP/1.1 ${status} Status\r\n${CORS}${headers}\r\n`;

export const PREFLIGHT = Buffer.from(head(204, ""));

/** Writes a whole record of whatever call, as a server that is out of step sends it. */
export function writeRecord(record: object): Buffer {
  const body = JSON.stringify(record);
  const headers = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(head(200, headers) + body);
}

export function writeNotFound(): Buffer {
  return Buffer.from(head(404, "content-length: 0\r\n"));
}

const GARBAGE = {
  banner: "220 ready\r\n\r\n",
  "bad-header": "HTTP/1.1 200 OK\r\nno colon here\r\ncontent length: 2\r\n\r\n{}",
  "endless-header": `HTTP/1.1 200 OK\r\nx-large: ${"x".repeat(400_000)}`,
  "no-version": "HTTP/ 200\r\n\r\n{}",
};

function encode(body: string, encoding: Reply["encoding"]): Buffer {
  const plain = Buffer.from(body);
  if (encoding === "br")
    return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  return encoding === "gzip" ? gzipSync(plain, { level: 1 }) : plain;
}

function frame(content: Buffer, framing: Reply["framing"]): { headers: string; wire: Buffer } {
  if (framing === "chunked") {
    const middle = content.length >> 1;
    const chunks = [content.subarray(0, middle), content.subarray(middle)].filter(({ length }) => length > 0);
    const parts = chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}\r\n`),
      chunk,
      Buffer.from("\r\n"),
    ]);
    return {
      headers: "transfer-encoding: chunked\r\n",
      wire: Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]),
    };
  }
  const error = framing === "too-long" ? 5 : 0;
  const length = content.length + error;
  return { headers: framing === "close" ? "" : `content-length: ${length}\r\n`, wire: content };
}

const hasNoBody = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** Tells whether a client sees that a reply does not come to its end. */
export function isBroken({ status, body, cut, garbage, framing, encoding }: Reply): boolean {
  const isEmpty = hasNoBody(status) || (body === "empty" && framing !== "chunked" && !encoding);
  const breaksBody = cut !== undefined && !(isEmpty && framing !== "too-long");
  return (
    garbage !== undefined ||
    cut?.within === "headers" ||
    (!hasNoBody(status) && (breaksBody || framing === "too-long"))
  );
}

/** Writes a reply in the pieces in which it is to be sent. `closes` says so in its headers. */
export function writeReply(
  reply: Reply,
  call: Call,
  stored: Record<string, unknown>,
  other: string,
  closes: boolean,
): Buffer[] {
  if (reply.garbage) return [Buffer.from(GARBAGE[reply.garbage])];
  const { status, type, encoding, interim, retryAfter, location, pieces = 1, cut } = reply;
  const isEmpty = hasNoBody(status);
  const content = isEmpty ? Buffer.alloc(0) : encode(writeBody(reply.body, call, stored), encoding);
  const { headers, wire } = isEmpty
    ? { headers: status === 205 ? "content-length: 0\r\n" : "", wire: content }
    : frame(content, reply.framing);
  const start = Buffer.from(
    (interim ? `HTTP/1.1 ${interim} Status\r\n\r\n` : "") +
      head(
        status,
        headers +
          (type === "none" ? "" : `content-type: ${type}\r\n`) +
          (encoding ? `content-encoding: ${encoding === "br" ? "br" : "gzip"}\r\n` : "") +
          (retryAfter === undefined ? "" : `retry-after: ${retryAfter}\r\n`) +
          (location === undefined
            ? ""
            : `location: ${location === "other-origin" ? other + ASTRAY : ASTRAY}\r\n`) +
          (closes || reply.framing === "close" ? "connection: close\r\n" : ""),
      ),
  );
  let whole = Buffer.concat([start, wire]);
  if (cut) {
    const end =
      cut.within === "headers"
        ? Math.floor((start.length - 4) * cut.at)
        : start.length + Math.floor(wire.length * cut.at);
    whole = whole.subarray(0, end);
  }
  const size = Math.ceil(whole.length / pieces);
  return Array.from({ length: pieces }, (_, index) => whole.subarray(index * size, (index + 1) * size));
}
