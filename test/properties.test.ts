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
  ABSENT,
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
import { API_KEY, ids } from "./support/scripted-fetch.ts";
import { settled } from "./support/settled.ts";

let server: http.Server;
const arrivedAtServer: string[] = [];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      arrivedAtServer.push(Buffer.concat(chunks).toString("utf8"));
      response.end('{"id": "7"}');
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

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
  const needs: readonly (readonly string[])[] = operations[operationId].needs;
  const patch = {};
  for (const [name, member] of members) {
    const means = meansOnTop(maker, operationId, name, member);
    if (means === REFUSED) return REFUSED;
    if (means !== ABSENT) define(patch, name, means);
  }
  if (maker === "createFetchClient") return patch;
  const names = Object.keys(patch);
  const whole = needs.every((either) => either.some((name) => names.includes(name)));
  return names.length > 0 && whole ? patch : REFUSED;
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
  const withIds = operationIds.filter((id) => parametersOf(id).length > 0);
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    return Response.json({ id: "7" });
  };
  const check = async (operationId: OperationId, maker: Maker, parameters: Record<string, string>) => {
    const { path, fields } = operations[operationId];
    const pathParameters = parametersOf(operationId);
    const before = asked.length;
    const body = { [Object.keys(fields)[0] as string]: "xrd" };
    const call = callOperation(makeClient(maker, { apiKey: API_KEY, fetch }), operationId, parameters, body);
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
      fc.record({ data_id: anyId, physical_sample_id: anyId, annotation_id: anyId }),
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
