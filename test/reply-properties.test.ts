// What must hold for any reply. PROPERTY_RUNS sets the number of runs of each property.
import net, { type AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { callOperation, makers, operationIds } from "./support/call-operation.ts";
import { type Fetch, makeClient } from "./support/make-client.ts";
import { anyText } from "./support/meant-value.ts";
import { RUNS, SOCKET_RUNS, TIME_LIMIT_MS } from "./support/property-runs.ts";
import { validUpdate } from "./support/records.ts";
import { API_KEY } from "./support/scripted-fetch.ts";
import { settled } from "./support/settled.ts";

let babbler: net.Server;
let babble = Buffer.alloc(0);

beforeAll(async () => {
  babbler = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(babble));
  });
  await new Promise<void>((done) => babbler.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  babbler.close();
});

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

const anyBody = fc.oneof(
  fc.json(),
  fc.dictionary(fc.string(), fc.jsonValue()).map((record) => JSON.stringify(record)),
  anyText,
  fc.constantFrom(
    "",
    "null",
    "[]",
    "{}",
    "{",
    "<html>",
    '{"detail": null}',
    '{"detail": [{"loc": null, "msg": 7}]}',
  ),
  fc.jsonValue().map((detail) => JSON.stringify({ detail })),
  fc.jsonValue().map((error) => JSON.stringify({ error, message: error })),
);
const anyReply = fc
  .record({
    status: fc.oneof(
      fc.integer({ min: 200, max: 599 }),
      fc.constantFrom(200, 204, 205, 301, 304, 408, 429, 503),
      fc.constantFrom(0, 99, 100, 101, 199, 600, 999),
    ),
    body: anyBody,
    retryAfter: fc.oneof(
      fc.constant(undefined),
      fc.constantFrom("0", "1", "-1", "1e9", "soon", " ", "Infinity"),
      fc.nat().map(String),
    ),
    location: fc.oneof(
      fc.constant(undefined),
      fc.constantFrom("//", "http://", "/", "https://[", "javascript:x"),
      fc.webUrl(),
    ),
    type: fc.constantFrom("default", "basic", "opaqueredirect"),
    fault: fc.constantFrom("none", "none", "none", "throws", "body throws", "odd", "odd body"),
    odd: fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  })
  // These have no body in any implementation of fetch.
  .map((reply) => ([204, 205, 304].includes(reply.status) ? { ...reply, body: "" } : reply));

const anyTarget = fc.tuple(fc.constantFrom(...makers), fc.constantFrom(...operationIds));

const CODES =
  /^(redirect-refused|unauthorized|forbidden|not-found|unprocessable|rate-limited|rejected|server-error|connection-failed|timed-out|unreadable-reply)$/;

test("updates: settle with a record or an AtomscaleError for any reply", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anyTarget, fc.nat(2), anyReply, async ([maker, operationId], maxRetries, reply) => {
      const headers = new Headers();
      if (reply.retryAfter !== undefined) headers.set("retry-after", reply.retryAfter);
      if (reply.location !== undefined) headers.set("location", reply.location);
      const fetch: Fetch = async () => {
        if (reply.fault === "throws") throw new TypeError("fetch failed");
        if (reply.fault === "odd") throw reply.odd;
        const text = async () => {
          if (reply.fault === "body throws") throw new TypeError("terminated");
          if (reply.fault === "odd body") throw reply.odd;
          return reply.body;
        };
        return { status: reply.status, type: reply.type, headers, text };
      };
      const options = { fetch, maxRetries, totalTimeoutMs: 40 };
      const client = makeClient(maker, { apiKey: API_KEY, ...options });
      const { ids, patch } = validUpdate(operationId);
      const end = await settled(callOperation(client, operationId, ids, patch));
      if ("error" in end) {
        expect(end.error).toMatchObject({
          name: "AtomscaleError",
          code: expect.stringMatching(CODES),
          outcome: expect.stringMatching(/^(not-applied|unknown|applied)$/),
          operationId,
          message: expect.stringMatching(`^${operationId} `),
        });
        JSON.stringify(end.error);
        return;
      }
      const { data, error, response } = end.value as {
        data?: unknown;
        error?: unknown;
        response: Response;
      };
      if (maker === "createFetchClient" && error !== undefined) {
        expect(response.status).toBe(reply.status);
        expect(response.ok).toBe(false);
        return;
      }
      if (maker === "createFetchClient" && !response.ok) return;
      const record = maker === "createFetchClient" ? data : end.value;
      expect(reply.status >= 200 && reply.status < 300 && reply.fault === "none").toBe(true);
      expect(record).toEqual(JSON.parse(reply.body));
    }),
    { numRuns: RUNS },
  );
});

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 1_100 }),
      fc.array(fc.tuple(fc.stringMatching(/^[a-z-]+$/), fc.string()), { maxLength: 3 }),
      anyBody,
    )
    .map(([status, lines, body]) =>
      Buffer.from(
        `HTTP/1.1 ${status} x\r\n${lines.map((line) => `${line.join(": ")}\r\n`).join("")}\r\n${body}`,
      ),
    ),
);

test("updates: settle with a record or an AtomscaleError for any bytes from a socket", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anyTarget, anyBytes, async ([maker, operationId], bytes) => {
      babble = Buffer.from(bytes);
      const options = {
        baseUrl: `http://127.0.0.1:${(babbler.address() as AddressInfo).port}`,
        maxRetries: 0,
        timeoutMs: 500,
      };
      const client = makeClient(maker, { apiKey: API_KEY, ...options });
      const { ids, patch } = validUpdate(operationId);
      const end = await settled(callOperation(client, operationId, ids, patch));
      if ("error" in end) expect(end.error).toMatchObject({ name: "AtomscaleError" });
      else expect(end.value).toBeTypeOf("object");
    }),
    { numRuns: SOCKET_RUNS },
  );
});
