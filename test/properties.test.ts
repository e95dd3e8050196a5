// What must hold for any patch and any id. PROPERTY_RUNS sets the number of runs of each property.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../generated/operations.ts";
import {
  callOperation,
  type Maker,
  makers,
  type OperationId,
  operationIds,
  parametersOf,
} from "./support/call-operation.ts";
import { type Fetch, makeClient } from "./support/make-client.ts";
import {
  anyText,
  anyValue,
  define,
  kinds,
  type Meant,
  objectOf,
  REFUSED,
  unsafeIntegers,
} from "./support/meant-value.ts";
import { RUNS, SOCKET_RUNS, TIME_LIMIT_MS } from "./support/property-runs.ts";
import { recordFor, validUpdate } from "./support/records.ts";
import { API_KEY, ids, record } from "./support/scripted-fetch.ts";
import { settled } from "./support/settled.ts";

let server: http.Server;
const arrivedAtServer: string[] = [];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      arrivedAtServer.push(body);
      const { method = "", url = "" } = request;
      response.end(JSON.stringify(recordFor({ url: `http://127.0.0.1${url}`, init: { method, body } })));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Tells whether a JSON value is of the type that a field has. */
function fits(type: string, value: unknown): boolean {
  const [types = "", ofMembers] = type.split(" of ");
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return types.split(" or ").some((each) => {
    if (each === "null") return value === null;
    if (each === "integer") return Number.isSafeInteger(value);
    if (each !== "object") return typeof value === each;
    return (
      isObject && (ofMembers === undefined || Object.values(value).every((member) => fits(ofMembers, member)))
    );
  });
}

function meansAsPatch(maker: Maker, operationId: OperationId, members: Map<string, Meant>): unknown {
  const { fields, requireAnyOf, identifiedBy } = operations[operationId];
  const patch = {};
  for (const [name, { means }] of members) {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (means === REFUSED || (type === undefined && maker === "createClient")) return REFUSED;
    if (type !== undefined && !fits(type, means)) return REFUSED;
    define(patch, name, means);
  }
  const names = Object.keys(patch);
  const isWhole = requireAnyOf.every((either) => either.some((name) => names.includes(name)));
  const isChange = names.some((name) => !Object.hasOwn(identifiedBy, name));
  return isChange && isWhole ? patch : REFUSED;
}

/** Makes a value that is likely to fit a type. */
function fitting(type: string): fc.Arbitrary<Meant> {
  if (type.startsWith("object")) {
    const member = type.endsWith("of number") ? fitting("number") : anyValue;
    return fc
      .dictionary(anyText, member, { maxKeys: 3 })
      .map((members) => objectOf(Object.entries(members), "plain"));
  }
  if (type === "integer") return fc.maxSafeInteger().map((value) => ({ value, means: value }));
  if (type === "number") {
    const any = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), unsafeIntegers);
    return any.map((value) => ({ value, means: value }));
  }
  return anyText.map((value) => ({ value, means: value }));
}

const anyCase = fc
  .tuple(fc.constantFrom(...operationIds), fc.constantFrom(...makers), kinds)
  .chain(([operationId, maker, kind]) => {
    const { fields } = operations[operationId];
    const known = fc.constantFrom(...Object.entries(fields));
    const odd = fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "toString"));
    const member = fc.oneof(
      { weight: 12, arbitrary: known.chain(([name, type]) => fc.tuple(fc.constant(name), fitting(type))) },
      {
        weight: 3,
        arbitrary: fc.tuple(
          known.map(([name]) => name),
          anyValue,
        ),
      },
      { weight: 1, arbitrary: fc.tuple(odd, anyValue) },
      {
        weight: 1,
        arbitrary: fc.tuple(
          known.map(([name]) => name),
          unsafeIntegers.map((value): Meant => ({ value, means: value })),
        ),
      },
    );
    // Half of the patches name their record, so that not all of them are refused for that.
    const naming = operations[operationId].requireAnyOf.map(([name]): [string, Meant] => [
      name as string,
      { value: 42, means: 42 },
    ]);
    return fc.tuple(fc.array(member, { maxLength: 4 }), fc.boolean()).map(([members, named]) => {
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
  const { error } = await settled(
    callOperation(makeClient(maker, { apiKey: API_KEY, ...options }), operationId, ids, patch),
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
  // JSON.parse keeps the sign of zero, and so does this comparison.
  expect(isDeepStrictEqual(JSON.parse(bodies[0] as string), means), bodies[0]).toBe(true);
}

test("updates: send exactly what any patch means, or refuse it and send nothing", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const arrived: string[] = [];
  const fetch: Fetch = async (url, init) => {
    arrived.push(init.body);
    return record({ url, init });
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
  const withIds = operationIds.filter((id) => parametersOf(id).length > 0);
  const asked: string[] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push(url);
    return record({ url, init });
  };
  const check = async (operationId: OperationId, maker: Maker, parameters: Record<string, string>) => {
    const { path } = operations[operationId];
    const pathParameters = parametersOf(operationId);
    const before = asked.length;
    const { patch } = validUpdate(operationId);
    const call = callOperation(makeClient(maker, { apiKey: API_KEY, fetch }), operationId, parameters, patch);
    const { error } = await settled(call);
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
      fc.record(Object.fromEntries(withIds.flatMap(parametersOf).map((name) => [name, anyId]))),
      check,
    ),
    { numRuns: RUNS },
  );
});

test("updates: send exactly what any patch means over a socket", { timeout: TIME_LIMIT_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, (given) =>
      checkPatch(
        given,
        { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        arrivedAtServer,
      ),
    ),
    { numRuns: SOCKET_RUNS },
  );
});
