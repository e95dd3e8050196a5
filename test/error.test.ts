// What an AtomscaleError tells a tired person, and what it keeps for a program.
import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import type { AtomscaleError } from "../src/index.ts";
import { callOperation, operationIds } from "./support/call-operation.ts";
import { callOnce, makeClient } from "./support/make-client.ts";
import { validUpdate } from "./support/records.ts";
import { API_KEY, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

async function failWith(play: Play, options: object = {}): Promise<AtomscaleError> {
  const error = await rejection(callOnce("createClient", { fetch: scripted(play).fetch, ...options }));
  return error as Error as AtomscaleError;
}

test("AtomscaleError: says where keys are made and which option was read when the status is 401", async () => {
  const error = await failWith(json({ detail: "Could not validate the API key" }, 401));
  expect(error.message).toMatch(/^updateDataEntry failed with status 401: Could not validate the API key\./);
  expect(error.message).toMatch(/option apiKey.*https:\/\/app\.atomscale\.ai.*Nothing was changed\.$/);
});

test.each(["ATOMSCALE_API_KEY", "AS_API_KEY"])(
  "AtomscaleError: names %s when its key gets a 401",
  async (name) => {
    vi.stubEnv("ATOMSCALE_API_KEY", undefined);
    vi.stubEnv(name, "canary-key");
    const error = await failWith(json({}, 401), { apiKey: undefined });
    expect(error.message).toContain(`environment variable ${name}`);
    expect(error.message).not.toContain("canary-key");
  },
);

test("AtomscaleError: names the write permission when the status is 403", async () => {
  const error = await failWith(json({}, 403));
  expect(error.message).toMatch(/status 403.*`write`.*Nothing was changed\.$/);
});

test.each(operationIds)(
  "AtomscaleError: names all that identifies the record of %s when the status is 404",
  async (operationId) => {
    const { ids, patch } = validUpdate(operationId);
    const client = makeClient("createClient", { apiKey: API_KEY, fetch: scripted(json({}, 404)).fetch });
    const { message } = await rejection(callOperation(client, operationId, ids, patch));
    const named = Object.keys(operations[operationId].identifiedBy).flatMap((name) =>
      name in ids || name in patch ? [`${name} ${ids[name] ?? patch[name]}`] : [],
    );
    expect(named.length).toBeGreaterThan(0);
    expect(message).toMatch(
      / failed with status 404\. No record with .* is visible to this key; check the ids?\. /,
    );
    for (const part of named) expect(message).toContain(part);
  },
);

test("AtomscaleError: shows the service's reasons, with pointers, when the status is 422", async () => {
  const detail = [
    { loc: ["body", "pipeline_status"], msg: "Input should be 'success' or 'error'", type: "enum" },
    { loc: ["body", "metadata", "a/b", 0], msg: "Input should be a valid string", type: "string_type" },
  ];
  const error = await failWith(json({ detail }, 422));
  expect(error.issues).toEqual([
    { pointer: "/pipeline_status", message: "Input should be 'success' or 'error'" },
    { pointer: "/metadata/a~1b/0", message: "Input should be a valid string" },
  ]);
  expect(error.message).toContain("/pipeline_status Input should be 'success' or 'error'");
  expect(error.message).toContain("/metadata/a~1b/0 Input should be a valid string");
  expect(error.response?.body).toEqual({ detail });
});

test("AtomscaleError: takes a reason without a place for one of the whole body", async () => {
  const error = await failWith(json({ detail: [{ msg: "too early" }] }, 422));
  expect(error.issues).toEqual([{ pointer: "", message: "too early" }]);
});

test("AtomscaleError: keeps at most 1,000 reasons", async () => {
  const detail = Array.from({ length: 1_001 }, (_, index) => ({ loc: ["body", index], msg: "odd" }));
  expect((await failWith(json({ detail }, 422))).issues).toHaveLength(1_000);
});

test.each<[string, unknown]>([
  ["detail", { detail: "no beam" }],
  ["the message of detail", { detail: { message: "no beam", data_id: "7" } }],
  ["message", { message: "no beam" }],
  ["error", { error: "no beam" }],
  ["a nested error", { error: { message: "no beam" } }],
  ["a problem's title", { title: "no beam" }],
  ["a bare text", "no beam"],
  ["message, where detail is empty", { detail: "", message: "no beam" }],
])("AtomscaleError: shows the service's words in %s", async (_, body) => {
  expect((await failWith(json(body, 400))).message).toContain("status 400: no beam.");
});

test.each([
  null,
  [],
  [null],
  { detail: null },
  { detail: [null, 7, {}] },
  { detail: { loc: 1 } },
  { detail: { message: {} } },
  { detail: [{ loc: 1, msg: {} }] },
  { error: [], message: 7, title: {} },
  7,
  "",
  false,
])("AtomscaleError: survives the error body %j", async (body) => {
  const error = await failWith(json(body, 422));
  expect(error).toMatchObject({ name: "AtomscaleError", code: "unprocessable" });
  expect(error.response).toMatchObject({ status: 422, body });
  expect(error.message).toMatch(/^updateDataEntry failed with status 422\. Nothing was changed\.$/);
});

test.each([
  ["90", 90_000, "90 s"],
  ["999999999", 999_999_999_000, "999999999 s"],
  ["1000000000", 1_000_000_000_000, "more than 30 years"],
  ["9".repeat(30), 1_000 * Number("9".repeat(30)), "more than 30 years"],
])("AtomscaleError: says when to call again after Retry-After: %s", async (header, retryAfterMs, words) => {
  const error = await failWith(json({}, 429, { "retry-after": header }));
  expect(error).toMatchObject({ code: "rate-limited", outcome: "not-applied", retryAfterMs });
  expect(error.message).toContain(`Wait ${words}, then call again.`);
});

test("AtomscaleError: tells what to do when the outcome is unknown", async () => {
  const error = await failWith(json({}, 500));
  expect(error.message).toMatch(/may have been applied: look at the record, or send it again/);
});

test("AtomscaleError: names only the origin of a redirect's target", async () => {
  const location = "https://elsewhere.example/login?token=hush";
  const error = await failWith(new Response(null, { status: 302, headers: { location } }));
  expect(error.message).toMatch(/to https:\/\/elsewhere\.example\W/);
  expect(error.message).not.toMatch(/login|hush/);
});

test("AtomscaleError: holds at most 64 KiB of the body", async () => {
  const error = await failWith(new Response("x".repeat(200_000), { status: 500 }));
  expect(error.response?.body).toBe("x".repeat(64 * 1024));
});

test("AtomscaleError: holds at most 64 KiB of a body that is JSON, as text", async () => {
  const text = JSON.stringify({ detail: "x".repeat(200_000) });
  const error = await failWith(new Response(text, { status: 500 }));
  expect(error.response?.body).toBe(text.slice(0, 64 * 1024));
});

test("AtomscaleError: holds nothing of a key in another case that the limit of 64 KiB would cut", async () => {
  const before = "x".repeat(64 * 1024 - 12);
  const error = await failWith(new Response(`${before}${API_KEY.toUpperCase()}`, { status: 500 }));
  expect(error.response?.body).toBe(`${before}[API key]`);
});

test("AtomscaleError: parses a body of just 64 KiB", async () => {
  const text = JSON.stringify("x".repeat(64 * 1024 - 2));
  expect((await failWith(new Response(text, { status: 500 }))).response?.body).toBe(JSON.parse(text));
});

test("AtomscaleError: has no body when the response has none", async () => {
  const error = await failWith(new Response(null, { status: 500 }));
  expect(error.response).toStrictEqual({ status: 500, headers: {}, body: undefined });
});

test("AtomscaleError: holds the response as plain data", async () => {
  const error = await failWith(json({ detail: "no beam" }, 404, { "X-Request-Id": "r-1" }));
  const headers = { "content-type": "application/json", "x-request-id": "r-1" };
  expect(error.response).toStrictEqual({ status: 404, headers, body: { detail: "no beam" } });
  expect(structuredClone(error.response)).toEqual(error.response);
});

test("AtomscaleError: leaves out what a failure does not have", async () => {
  const error = await failWith(new TypeError("fetch failed"));
  for (const name of ["response", "issues", "retryAfterMs"]) expect(error).not.toHaveProperty(name);
  expect(Object.hasOwn(await failWith(json({}, 404)), "cause")).toBe(false);
});

test("AtomscaleError: shows code and outcome when it is printed", async () => {
  const error = await failWith(json({}, 404));
  expect(inspect(error)).toMatch(/code: 'not-found'.*outcome: 'not-applied'/s);
  expect(Object.keys(error)).toEqual(["code", "outcome", "operationId", "attempts", "response"]);
});
