// No request ends the mock, and it answers each. PROPERTY_RUNS sets how many are tried, five for each run.
import { Agent, type IncomingMessage, request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mock, startMock } from "../scripts/mock/start-mock.ts";
import { updates } from "./support/payloads.ts";
import { RUNS, TIME_LIMIT_MS } from "./support/property-runs.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const lines: string[] = [];
let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ onReply: (line) => lines.push(line) });
});

afterAll(async () => {
  agent.destroy();
  await mock.close();
});

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("θ", "__proto__", "\u001b[2J"),
);
const anyPath = fc.oneof(
  ...updates.map(({ operation, path }) =>
    fc.constant(operation.path.replace(/\{(\w+)\}/g, (_, name: string) => String(path[name]))),
  ),
  fc.tuple(fc.constantFrom(...updates), fc.webPath()).map(([{ operation }, part]) => {
    return operation.path.replace(/\{\w+\}/g, () => part.slice(1));
  }),
  fc.webPath().map((path) => `/${path}`),
  // Whatever Node lets through: everything but control characters and spaces.
  fc.stringMatching(/^[!-~\u00a1-\u00ff]{0,40}$/).map((path) => `/${path}`),
);
const payloads = updates.map(({ request }) => request);
const anyBody = fc.oneof(
  fc.constantFrom(...payloads).map((payload) => JSON.stringify(payload)),
  fc
    .tuple(fc.constantFrom(...payloads), fc.dictionary(anyText, fc.jsonValue(), { maxKeys: 3 }))
    .map(([payload, others]) => JSON.stringify({ ...payload, ...others })),
  fc.dictionary(anyText, fc.jsonValue()).map((record) => JSON.stringify(record)),
  fc.json(),
  anyText,
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
);
const anyHeaderValue = fc.stringMatching(/^[\t -~\u0080-\u00ff]*$/);
const anyHeaders = fc.record(
  {
    "x-api-key": fc.oneof(fc.constant("key"), fc.constant("key"), anyHeaderValue),
    "content-type": fc.oneof(
      fc.constant("application/json"),
      fc.constantFrom(
        "application/json; charset=utf-8",
        "text/plain",
        "application/merge-patch+json",
        "/",
        "",
      ),
      anyHeaderValue,
    ),
    prefer: fc.oneof(
      fc.constantFrom("code=404", "code=422", "code=999", "example=documented", "example=\u00e9", "code="),
      anyHeaderValue,
    ),
    accept: fc.oneof(fc.constantFrom("*/*", "application/json", "text/html"), anyHeaderValue),
    origin: anyHeaderValue,
    "access-control-request-method": anyHeaderValue,
    "access-control-request-headers": anyHeaderValue,
  },
  { requiredKeys: [] },
);
const anyRequest = fc.record({
  method: fc.oneof(
    { weight: 9, arbitrary: fc.constant("PATCH") },
    { weight: 1, arbitrary: fc.constantFrom("GET", "PUT", "DELETE", "OPTIONS", "POST", "PROPFIND") },
  ),
  path: anyPath,
  headers: anyHeaders,
  body: anyBody,
});

function answerTo({
  method,
  path,
  headers,
  body,
}: typeof anyRequest extends fc.Arbitrary<infer T> ? T : never) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(mock.url);
    const sent = request(
      { agent, hostname, port, method, path, headers },
      async (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      },
    );
    sent.on("error", reject);
    // Node sends the body of a DELETE without its length otherwise, and it would be read as the next request.
    sent.setHeader("content-length", Buffer.byteLength(body));
    sent.end(body);
  });
}

test("mock: answers any request, says why in one line, and lives", {
  timeout: 5 * TIME_LIMIT_MS,
}, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anyRequest, async (random) => {
      lines.length = 0;
      const { status, text } = await answerTo(random);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(text).not.toContain("The mock failed");
      if (![204, 304].includes(status)) JSON.parse(text);
      expect(lines.length).toBe(1);
      expect(lines[0]).toMatch(/^([A-Z]+ \S+|\? \?) \d{3}(: .+)?$/s);
      expect(lines[0]).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 5 * RUNS },
  );
  // Random requests that were all refused alike would prove little.
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 401, 404, 405, 422]));
  console.log(`mock: ${5 * RUNS} random requests, by status:`, Object.fromEntries(statuses));
});
