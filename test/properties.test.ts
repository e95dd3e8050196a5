// What must hold for any patch, any id and any reply. PROPERTY_RUNS sets the number of runs of each property.
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import { createClient, createFetchClient, type FetchInit, type FetchReply } from "../src/index.ts";
import {
  ABSENT,
  anyText,
  anyValue,
  define,
  kinds,
  type Meant,
  objectOf,
  REFUSED,
  unsafeIntegers,
} from "./meant-value.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, SAMPLE_ID } from "./scripted-fetch.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const SOCKET_RUNS = Math.ceil(RUNS / 10);
const TIME_LIMIT_MS = 20_000 + RUNS * 20;

type OperationId = keyof typeof operations;
type Maker = "createClient" | "createFetchClient";
const operationIds = Object.keys(operations) as OperationId[];
const makers: Maker[] = ["createClient", "createFetchClient"];
const ids = { data_id: DATA_ID, physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

function send(
  maker: Maker,
  operationId: OperationId,
  parameters: Record<string, unknown>,
  body: unknown,
  options: object,
): Promise<unknown> {
  const all = { apiKey: API_KEY, ...options };
  const { path, pathParameters } = operations[operationId];
  const given = Object.fromEntries(pathParameters.map((name) => [name, parameters[name]]));
  if (maker === "createFetchClient") {
    const client = createFetchClient(all) as unknown as {
      PATCH(path: string, init: object): Promise<unknown>;
    };
    return client.PATCH(path, { params: { path: given }, body });
  }
  const method = createClient(all)[operationId] as unknown as (...values: unknown[]) => Promise<unknown>;
  return pathParameters.length > 0 ? method(given, body) : method(body);
}

/** What a member of a patch means at the top level, where the description has a say. */
function meansOnTop(maker: Maker, operationId: OperationId, name: string, { value, means }: Meant): unknown {
  const own: Record<string, string> = operations[operationId].fields;
  if (means === ABSENT) return ABSENT;
  const isNumberAnywhere = operationIds.some(
    (id) =>
      Object.hasOwn(operations[id].fields, name) && /number/.test((operations[id].fields as never)[name]),
  );
  const isNumber =
    maker === "createClient" ? Object.hasOwn(own, name) && /number/.test(own[name] ?? "") : isNumberAnywhere;
  if (typeof value === "number" && Number.isFinite(value) && isNumber) return value;
  if (maker === "createFetchClient") return means;
  if (!Object.hasOwn(own, name)) return REFUSED;
  return means === null && !/null/.test(own[name] ?? "") ? REFUSED : means;
}

function meansAsPatch(maker: Maker, operationId: OperationId, members: Map<string, Meant>): unknown {
  const { required, requireAnyOf } = operations[operationId] as {
    required: readonly string[];
    requireAnyOf: readonly string[];
  };
  const patch = {};
  for (const [name, member] of members) {
    const means = meansOnTop(maker, operationId, name, member);
    if (means === REFUSED) return REFUSED;
    if (means !== ABSENT) define(patch, name, means);
  }
  if (maker === "createFetchClient") return patch;
  const names = Object.keys(patch);
  const named = requireAnyOf.length === 0 || requireAnyOf.some((name) => names.includes(name));
  return names.length > 0 && named && required.every((name) => names.includes(name)) ? patch : REFUSED;
}

const anyCase = fc
  .tuple(fc.constantFrom(...operationIds), fc.constantFrom(...makers), kinds)
  .chain(([operationId, maker, kind]) => {
    const name: fc.Arbitrary<string> = fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...Object.keys(operations[operationId].fields)) },
      { weight: 1, arbitrary: fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "toString")) },
    );
    const member = fc.oneof(
      { weight: 9, arbitrary: anyValue },
      { weight: 1, arbitrary: unsafeIntegers.map((value): Meant => ({ value, means: REFUSED })) },
    );
    // Half of the layer patches name their record, so that not all of them are refused for that.
    const naming: [string, Meant][] =
      operationId === "updateTargetMaterialLayer"
        ? [
            ["layer_id", { value: 1, means: 1 }],
            ["sample_id", { value: 42, means: 42 }],
          ]
        : [];
    return fc
      .tuple(fc.array(fc.tuple(name, member), { maxLength: 4 }), fc.boolean())
      .map(([members, named]) => {
        const all = new Map([...members, ...(named ? naming : [])]);
        return { operationId, maker, members: all, patch: objectOf([...all], kind).value };
      });
  });

const tally = { sent: 0, refused: 0 };

async function checkPatch(
  {
    operationId,
    maker,
    members,
    patch,
  }: { operationId: OperationId; maker: Maker; members: Map<string, Meant>; patch: unknown },
  options: object,
  arrived: string[],
): Promise<void> {
  const means = meansAsPatch(maker, operationId, members);
  const before = arrived.length;
  const error = await send(maker, operationId, ids, patch, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const bodies = arrived.slice(before);
  if (means === REFUSED) {
    tally.refused++;
    expect(bodies).toEqual([]);
    expect(error).toMatchObject({
      name: "AtomscaleError",
      code: "invalid-request",
      outcome: "not-applied",
      attempts: 0,
    });
    return;
  }
  tally.sent++;
  if (error !== undefined) throw error;
  expect(bodies).toHaveLength(1);
  if (!isDeepStrictEqual(JSON.parse(bodies[0] as string), means)) {
    expect(bodies[0]).toBe(JSON.stringify(means));
  }
}

test("updates: send exactly what any patch means, or refuse it and send nothing", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const arrived: string[] = [];
  const fetch: Fetch = async (_, { body }) => {
    arrived.push(body as string);
    return Response.json({ id: "7" });
  };
  await fc.assert(
    fc.asyncProperty(anyCase, (given) => checkPatch(given, { fetch }, arrived)),
    { numRuns: RUNS },
  );
  // Both ends of the property are reached, or it would prove little.
  expect(tally.sent).toBeGreaterThan(RUNS / 10);
  expect(tally.refused).toBeGreaterThan(RUNS / 10);
});

const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
);
const anyId = fc.oneof(
  uuid,
  anyText,
  fc.webPath(),
  fc.constantFrom(
    "",
    ".",
    "..",
    "%2e%2e",
    "%2E",
    "null",
    "undefined",
    "..;",
    "..\\",
    "{data_id}",
    "a/../..",
    "?",
    "#",
  ),
  fc.tuple(uuid, anyText).map(([id, text]) => id + text),
  fc.tuple(uuid, fc.nat(35), anyText).map(([id, at, text]) => id.slice(0, at) + text + id.slice(at + 1)),
  uuid.map((id) => `${id}\n`),
  uuid.map((id) => `urn:uuid:${id}`),
);

test("updates: go to the operation's own path, or nowhere, for any text as an id", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const withIds = operationIds.filter((id) => operations[id].pathParameters.length > 0);
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    return Response.json({ id: "7" });
  };
  const check = async (operationId: OperationId, maker: Maker, parameters: Record<string, string>) => {
    const { path, pathParameters, fields } = operations[operationId];
    const before = asked.length;
    const body = { [Object.keys(fields)[0] as string]: "xrd" };
    const error = await send(maker, operationId, parameters, body, { fetch }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const given = pathParameters.map((name) => parameters[name] as string);
    const good = given.every((id) =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id),
    );
    if (!good) {
      expect(asked.slice(before)).toEqual([]);
      expect(error).toMatchObject({
        name: "AtomscaleError",
        code: "invalid-request",
        outcome: "not-applied",
      });
      return;
    }
    const own = path.replace(/\{(\w+)\}/g, (_, name) => parameters[name] as string);
    expect(error).toBeUndefined();
    expect(asked.slice(before)).toEqual([`https://api.atomscale.ai${own}`]);
    expect(new URL(asked[before] as string).pathname).toBe(own);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...withIds),
      fc.constantFrom(...makers),
      fc.record({ data_id: anyId, physical_sample_id: anyId, annotation_id: anyId }),
      check,
    ),
    { numRuns: RUNS },
  );
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
const anyReply = fc.record({
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
});

const CODES =
  /^(redirect-refused|unauthorized|forbidden|not-found|unprocessable|rate-limited|rejected|server-error|connection-failed|timed-out|unreadable-reply)$/;

test("updates: settle with a record or an AtomscaleError for any reply", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...makers), fc.nat(2), anyReply, async (maker, maxRetries, reply) => {
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
      const settled = await send(maker, "updateDataEntry", ids, { raw_name: "a" }, options).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if ("error" in settled) {
        expect(settled.error).toMatchObject({
          name: "AtomscaleError",
          code: expect.stringMatching(CODES),
          outcome: expect.stringMatching(/^(not-applied|unknown|applied)$/),
          operationId: "updateDataEntry",
          message: expect.stringMatching(/^updateDataEntry /),
        });
        JSON.stringify(settled.error);
        return;
      }
      const { data, error, response } = settled.value as {
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
      const record = maker === "createFetchClient" ? data : settled.value;
      expect(reply.status >= 200 && reply.status < 300 && reply.fault === "none").toBe(true);
      expect(record).toEqual(JSON.parse(reply.body));
    }),
    { numRuns: RUNS },
  );
});

let server: http.Server;
let babbler: net.Server;
let babble = Buffer.alloc(0);
const arrived: string[] = [];
const urlOf = (listening: net.Server) => `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      arrived.push(Buffer.concat(chunks).toString("utf8"));
      response.end('{"id": "7"}');
    });
  });
  babbler = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(babble));
  });
  for (const each of [server, babbler]) await new Promise<void>((done) => each.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  babbler.close();
});

test("updates: send exactly what any patch means over a socket", { timeout: TIME_LIMIT_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, (given) => checkPatch(given, { baseUrl: urlOf(server) }, arrived)),
    { numRuns: SOCKET_RUNS },
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
    fc.asyncProperty(fc.constantFrom(...makers), anyBytes, async (maker, bytes) => {
      babble = Buffer.from(bytes);
      const options = { baseUrl: urlOf(babbler), maxRetries: 0, timeoutMs: 500 };
      const settled = await send(maker, "updateDataEntry", ids, { raw_name: "a" }, options).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if ("error" in settled) expect(settled.error).toMatchObject({ name: "AtomscaleError" });
      else expect(settled.value).toBeTypeOf("object");
    }),
    { numRuns: SOCKET_RUNS },
  );
});
