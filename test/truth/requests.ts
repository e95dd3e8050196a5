// Reads the requests that arrive on a connection, one after another.

export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Undefined as long as the body has not arrived to its end. */
  readonly body: string | undefined;
}

/** Takes what arrives and gives each request twice: when its head has arrived, and when its body has. */
export class RequestReader {
  #rest = Buffer.alloc(0);
  #head: Omit<Arrived, "body"> | undefined;

  push(chunk: Buffer): Arrived[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const arrived: Arrived[] = [];
    for (;;) {
      if (!this.#head) {
        const end = this.#rest.indexOf("\r\n\r\n");
        if (end < 0) return arrived;
        this.#head = parseHead(this.#rest.toString("latin1", 0, end));
        this.#rest = this.#rest.subarray(end + 4);
        arrived.push({ ...this.#head, body: undefined });
      }
      const found = this.#takeBody(this.#head.headers);
      if (found === undefined) return arrived;
      arrived.push({ ...this.#head, body: found });
      this.#head = undefined;
    }
  }

  #takeBody(headers: ReadonlyMap<string, string>): string | undefined {
    if (headers.get("transfer-encoding") !== "chunked") {
      const length = Number(headers.get("content-length") ?? 0);
      if (this.#rest.length < length) return undefined;
      const body = this.#rest.toString("utf8", 0, length);
      this.#rest = this.#rest.subarray(length);
      return body;
    }
    const parts: Buffer[] = [];
    for (let at = 0; ; ) {
      const line = this.#rest.indexOf("\r\n", at);
      if (line < 0) return undefined;
      const size = Number.parseInt(this.#rest.toString("latin1", at, line), 16);
      const end = line + 2 + size;
      if (this.#rest.length < end + 2) return undefined;
      if (size === 0) {
        this.#rest = this.#rest.subarray(end + 2);
        return Buffer.concat(parts).toString("utf8");
      }
      parts.push(this.#rest.subarray(line + 2, end));
      at = end + 2;
    }
  }
}

function parseHead(text: string): Omit<Arrived, "body"> {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, target, headers };
}
