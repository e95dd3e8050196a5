// createMockFetch, the way that users test their own code with it.
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, createFetchClient, type FetchInit, isAtomscaleError } from "../src/index.ts";
import { createMockFetch } from "../src/testing.ts";
import { callOperation } from "./support/call-operation.ts";
import { runClock, stopClock } from "./support/clock.ts";
import { refusals, updates } from "./support/payloads.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.useRealTimers();
});

const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const documented = updates.find(({ name }) => name === "documented");

const url = `https://api.atomscale.ai/data_entries/${data_id}`;

function request(signal = new AbortController().signal): FetchInit {
  const headers = { "x-api-key": "test-key" };
  return { method: "PATCH", headers, body: "{}", redirect: "manual", signal };
}

describe("createMockFetch", () => {
  test("answers with the first success of the description when it has no steps", async () => {
    const atomscale = createClient({ apiKey: "test-key", fetch: createMockFetch().fetch });
    await expect(atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" })).resolves.toEqual(
      documented?.reply,
    );
  });

  test.each(updates)("answers $operation.operationId with the example $name when told so", async (update) => {
    const { fetch } = createMockFetch({ example: update.name });
    const client = createFetchClient({ apiKey: "test-key", fetch });
    const answer = await callOperation(client, update.operation.operationId, update.path, update.request);
    expect(answer).toMatchObject({ data: update.reply });
  });

  test.each(refusals)("answers with the error example $name when told so", async ({ name, status, body }) => {
    const { fetch } = createMockFetch({ status, example: name });
    const atomscale = createClient({ apiKey: "test-key", fetch, maxRetries: 0 });
    const error = await rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(error).toMatchObject({ response: { status, body } });
  });

  test("records every call with its operation, path parameters, headers and body", async () => {
    const mock = createMockFetch();
    const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch, headers: { "X-Lab": "b12" } });
    await atomscale.updateDataEntry({ data_id }, { raw_name: "a" });
    await atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, mp_id: "mp-1" });
    expect(mock.calls).toEqual([
      {
        operationId: "updateDataEntry",
        method: "PATCH",
        path: `/data_entries/${data_id}`,
        pathParameters: { data_id },
        headers: { "content-type": "application/json", "x-api-key": "test-key", "x-lab": "b12" },
        body: { raw_name: "a" },
      },
      {
        operationId: "updateTargetMaterialLayer",
        method: "PATCH",
        path: "/target-materials/layers/",
        pathParameters: {},
        headers: { "content-type": "application/json", "x-api-key": "test-key", "x-lab": "b12" },
        body: { sample_id: 42, layer_id: 1, mp_id: "mp-1" },
      },
    ]);
  });

  test("plays its steps one request each, then succeeds", async () => {
    const mock = createMockFetch({ status: 503 }, "connection-lost", { example: "mark-failed" });
    const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
    const entry = await atomscale.updateDataEntry({ data_id }, { pipeline_status: "error" });
    expect(entry.pipeline_status).toBe("error");
    expect(mock.calls).toHaveLength(3);
    expect(mock.remaining).toHaveLength(0);
    mock.play({ status: 404 });
    expect(mock.remaining).toEqual([{ status: 404 }]);
    const error = await rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(error).toMatchObject({ code: "not-found" });
  });

  test("answers with a status, body and headers of one's own", async () => {
    const mock = createMockFetch({
      status: 409,
      body: { reason: "locked" },
      headers: { "Retry-After": "7" },
    });
    const atomscale = createClient({ apiKey: "test-key", fetch: mock.fetch });
    const error = await rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(error).toMatchObject({
      code: "rejected",
      response: { body: { reason: "locked" } },
      retryAfterMs: 7_000,
    });
  });

  test.each([
    ["connection-refused", "connection-failed", "not-applied"],
    ["connection-lost", "connection-failed", "unknown"],
    ["no-answer", "timed-out", "unknown"],
  ] as const)("fails as a %s does", async (fault, code, outcome) => {
    const { fetch } = createMockFetch(fault);
    const atomscale = createClient({ apiKey: "test-key", fetch, maxRetries: 0 });
    stopClock();
    const failed = rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(await runClock(failed)).toMatchObject({ code, outcome });
  });

  test("answers 401 when a request has no key", async () => {
    const { fetch } = createMockFetch({ example: "documented" });
    const init = {
      method: "PATCH",
      headers: {},
      body: "{}",
      redirect: "manual",
      signal: AbortSignal.timeout(1_000),
    };
    const { status } = await fetch(`https://api.atomscale.ai/data_entries/${data_id}`, init as never);
    expect(status).toBe(401);
  });

  test("refuses a step whose example or status the description does not have", () => {
    expect(() => createMockFetch({ example: "documentd" })).toThrow(
      /documentd; known are documented, mark-failed/,
    );
    expect(() => createMockFetch({ status: 302 })).toThrow(/no reply with status 302; give the step a body/);
  });

  test("names the operation when it has no example of that name", async () => {
    const { fetch } = createMockFetch({ example: "solid-solution" });
    const atomscale = createClient({ apiKey: "test-key", fetch, maxRetries: 0 });
    const error = await rejection(atomscale.updateDataEntry({ data_id }, { raw_name: "a" }));
    expect(isAtomscaleError(error) && error.message).toContain(
      "updateDataEntry has no reply with status 200 named",
    );
  });

  test("refuses a request that no operation is for", async () => {
    const ask = (method: string, path: string) =>
      rejection(
        createMockFetch().fetch(`https://api.atomscale.ai${path}`, { ...request(), method } as never),
      );
    expect(await ask("PATCH", "/nope")).toEqual(
      new TypeError("No operation of the description is PATCH /nope."),
    );
    expect(await ask("GET", `/data_entries/${data_id}`)).toEqual(
      new TypeError(`No operation of the description is GET /data_entries/${data_id}.`),
    );
  });

  test("answers 400 with an error of the description", async () => {
    const { fetch } = createMockFetch({ status: 400 });
    const reply = await fetch(url, request());
    expect(reply.status).toBe(400);
    expect(JSON.parse(await reply.text())).toHaveProperty("detail");
  });

  test("answers with a status that the description does not have when the step has a body", async () => {
    const { fetch } = createMockFetch({ status: 302, body: {} });
    const reply = await fetch(url, request());
    expect([reply.status, await reply.text()]).toEqual([302, "{}"]);
    expect(reply.headers.get("content-type")).toBe("application/json");
  });

  test("answers with a text as it is", async () => {
    const { fetch } = createMockFetch({ status: 502, body: "<html>" });
    expect(await (await fetch(url, request())).text()).toBe("<html>");
  });

  test.each([204, 205])("answers %i without a body", async (status) => {
    const reply = await createMockFetch({ status, body: "" }).fetch(url, request());
    expect([reply.status, reply.body]).toEqual([status, null]);
  });

  test("names what it knows in one line when an operation has no such example", async () => {
    const failure = await rejection(createMockFetch({ example: "solid-solution" }).fetch(url, request()));
    expect(failure).toEqual(
      new RangeError(
        "updateDataEntry has no reply with status 200 named solid-solution; known are documented, mark-failed, reclassify.",
      ),
    );
  });

  test("gives no answer until the request is aborted, and then its reason", async () => {
    const controller = new AbortController();
    const answer = rejection(createMockFetch("no-answer").fetch(url, request(controller.signal)));
    controller.abort("enough");
    expect(await answer).toBe("enough");
  });

  test.each([
    ["connection-refused", "ECONNREFUSED"],
    ["connection-lost", "ECONNRESET"],
  ] as const)("fails with %s in the way that Node does", async (fault, code) => {
    const failure = (await rejection(createMockFetch(fault).fetch(url, request()))) as Error;
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure.message).toBe("fetch failed");
    // By this the client knows that nothing was sent.
    expect(Object.hasOwn(failure, "sent")).toBe(fault === "connection-refused");
    expect(failure.cause).toMatchObject({ message: `mock ${code}`, code });
  });
});
