import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, inject, test } from "vitest";
import { operations } from "../generated/operations.ts";
import { root } from "../scripts/processes/run.ts";
import { readWorkflows } from "../scripts/verify/read-workflows.ts";
import { verify } from "../scripts/verify/verify.ts";
import { renderTable } from "../scripts/verify/write-report.ts";
import { type OperationId, operationIds } from "./support/call-operation.ts";
import { description, updates } from "./support/payloads.ts";

const key = "key-of-the-verification";

const workflows = await readWorkflows();
const inputs = Object.fromEntries(
  updates
    .filter(({ name }) => name === "documented")
    .map(({ operation: { operationId }, path, request }) => {
      const given: Readonly<Record<string, unknown>> = { ...path, ...request };
      const names = workflows.find(({ name }) => name === operationId)?.inputs ?? [];
      return [operationId, Object.fromEntries(names.map(({ name }) => [name, given[name]]))];
    }),
);

/** Starts a server that answers alike whatever comes, and returns its address and the keys that it was sent. */
async function startServer(status: number, headers: Record<string, string>, body: string) {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers["x-api-key"]);
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    close: () => server.close(),
  };
}

// Each update starts a process of Redocly.
const timeout = 60_000;

test("verify.arazzo.yaml: has a workflow for each operation, named after it", () => {
  expect(workflows.map(({ name }) => name)).toEqual(operationIds);
});

test("verify.arazzo.yaml: changes a field of each operation, and names the record by all that identifies it", () => {
  for (const { name, inputs: each, changes } of workflows) {
    const { fields, identifiedBy, parameters, requireAnyOf } = operations[name as OperationId];
    expect(Object.keys(fields), name).toContain(changes);
    expect(Object.keys(identifiedBy), name).not.toContain(changes);
    const given = each.map(({ name: input }) => input);
    expect(given, name).toEqual(expect.arrayContaining([...parameters]));
    for (const names of requireAnyOf)
      expect(
        given.some((input) => names.includes(input)),
        name,
      ).toBe(true);
  }
});

test("verify: confirms every statement that it can see when the service is as described", {
  timeout,
}, async () => {
  const rows = await verify({ description, inputs, endpoint: inject("mockUrl"), key });
  expect(rows.filter(({ result }) => result === "differs")).toEqual([]);
  for (const operationId of operationIds) {
    const confirmed = rows.filter((row) => row.operationId === operationId && row.result === "confirmed");
    expect(confirmed.length, operationId).toBeGreaterThanOrEqual(5);
  }
  expect(renderTable(rows)).toContain("inferred so far");
});

test("verify: names what differs when the service is another", { timeout }, async () => {
  const layer = { id: "100", layer_id: 1, sample_id: 42, orientation: "1-1-1", mp_id: null, colour: "grey" };
  const server = await startServer(201, { "content-type": "application/json" }, JSON.stringify(layer));
  const { updateTargetMaterialLayer = {} } = inputs;
  const rows = await verify({
    description,
    inputs: { updateTargetMaterialLayer },
    endpoint: server.url,
    key,
  });
  server.close();
  expect(server.keys).toEqual([key]);
  const table = renderTable(rows);
  expect(table).toMatch(/the status is 200 +differs +201/);
  expect(table).toMatch(/the reply shows `orientation` as it was sent +differs/);
  expect(table).toMatch(/the reply shows `layer_id` as it was sent +confirmed/);
  expect(table).toMatch(/`mp_id` may be null +confirmed/);
  expect(table).toMatch(/every field is described +differs +`colour` is not/);
});

test("verify: carries no key to where a redirect points", { timeout }, async () => {
  const elsewhere = await startServer(200, { "content-type": "application/json" }, "{}");
  const server = await startServer(307, { location: `${elsewhere.url}/data_entries/x` }, "");
  const { updateDataEntry = {} } = inputs;
  const rows = await verify({ description, inputs: { updateDataEntry }, endpoint: server.url, key });
  server.close();
  elsewhere.close();
  expect(elsewhere.keys).toEqual([]);
  expect(renderTable(rows)).toMatch(/the status is 200 +differs +307/);
});

/** Runs the command as a user does, and returns everything that it prints. */
function runCommand(endpoint: string, ...options: string[]): Promise<{ status: number; printed: string }> {
  const args = ["--import", "tsx", "scripts/verify.ts", ...options];
  const env = { ...process.env, ATOMSCALE_API_KEY: key, ATOMSCALE_API_ENDPOINT: endpoint };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), printed: stdout + stderr }),
    );
  });
}

const entry = ["--data-id", "d290f1ee-6c54-4b01-90e6-d701748f0851", "--raw-name", "a.mp4"];

test.each([
  ["in a record", 200, { data_id: "x", [key]: key }],
  ["in a refusal", 401, { detail: `${key} is no key` }],
] as const)(
  "npm run verify: never prints the key that a service repeats %s",
  { timeout },
  async (_, status, body) => {
    const server = await startServer(status, { "content-type": "application/json" }, JSON.stringify(body));
    const ended = await runCommand(server.url, ...entry);
    server.close();
    expect(server.keys).toEqual([key]);
    expect(ended.status).toBe(1);
    expect(ended.printed).toMatch(/updateDataEntry +the reply shows `raw_name` as it was sent +differs/);
    expect(ended.printed).toContain("nothing was restored");
    expect(ended.printed).not.toContain(key);
  },
);

test("npm run verify: sends nothing when an option is missing, and prints no key", { timeout }, async () => {
  const server = await startServer(200, {}, "");
  const ended = await runCommand(server.url, ...entry.slice(0, 2));
  server.close();
  expect(server.keys).toEqual([]);
  expect(ended.status).toBe(2);
  expect(ended.printed).toContain("updateDataEntry also needs --raw-name.");
  expect(ended.printed).not.toContain(key);
});
