// What an AtomscaleError tells a tired person, and what it keeps for a program.
import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { AtomscaleError, type ClientOptions, createClient, isAtomscaleError } from "../src/index.ts";
import {
  ANNOTATION_ID,
  API_KEY,
  DATA_ID,
  json,
  type Play,
  SAMPLE_ID,
  scripted,
} from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

function failWith(play: Play, options: ClientOptions = {}) {
  const { fetch } = scripted(play);
  const client = createClient({ apiKey: API_KEY, fetch, maxRetries: 0, ...options });
  return rejection(client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" }));
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

test("AtomscaleError: names the id when the status is 404", async () => {
  const error = await failWith(json({ detail: "Not found" }, 404));
  expect(error.message).toMatch(new RegExp(`status 404.*${DATA_ID}`));
});

test("AtomscaleError: names both ids of an annotation when the status is 404", async () => {
  const { fetch } = scripted(json({}, 404));
  const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
  const error = await rejection(
    createClient({ apiKey: API_KEY, fetch }).updateSampleAnnotation(path, { property_value: 26 }),
  );
  expect(error.message).toMatch(new RegExp(`status 404.*${SAMPLE_ID}.*${ANNOTATION_ID}`));
});

test("AtomscaleError: names the fields that name a layer when the status is 404", async () => {
  const { fetch } = scripted(json({}, 404));
  const patch = { sample_id: 42, layer_id: 1, orientation: "001" };
  const error = await rejection(createClient({ apiKey: API_KEY, fetch }).updateTargetMaterialLayer(patch));
  expect(error.message).toMatch(/sample_id\W+42/);
  expect(error.message).toMatch(/layer_id\W+1/);
  expect(error.message).not.toMatch(/orientation/);
});

test("AtomscaleError: shows the service's reasons, with pointers, when the status is 422", async () => {
  const detail = [
    { loc: ["body", "pipeline_status"], msg: "Input should be 'success' or 'error'", type: "enum" },
    { loc: ["body", "raw_name"], msg: "Input should be a valid string", type: "string_type" },
  ];
  const error = await failWith(json({ detail }, 422));
  expect(error.issues).toEqual([
    { pointer: "/pipeline_status", message: "Input should be 'success' or 'error'" },
    { pointer: "/raw_name", message: "Input should be a valid string" },
  ]);
  expect(error.message).toContain("/pipeline_status Input should be 'success' or 'error'");
  expect(error.message).toContain("/raw_name Input should be a valid string");
  expect(error.body).toEqual({ detail });
});

test.each<[string, unknown, string]>([
  ["detail", { detail: "no beam" }, "no beam"],
  ["message", { message: "no beam" }, "no beam"],
  ["error", { error: "no beam" }, "no beam"],
  ["a nested error", { error: { message: "no beam" } }, "no beam"],
  ["a problem's title", { title: "no beam" }, "no beam"],
  ["a bare string", "no beam", "no beam"],
])("AtomscaleError: shows the service's words in %s", async (_, body, words) => {
  expect((await failWith(json(body, 400))).message).toContain(`status 400: ${words}.`);
});

test.each([
  null,
  [],
  [null],
  { detail: null },
  { detail: [null, 7, {}] },
  { detail: { loc: 1 } },
  7,
  "",
  false,
])("AtomscaleError: survives the error body %j", async (body) => {
  const error = await failWith(json(body, 422));
  expect(error).toMatchObject({ name: "AtomscaleError", code: "unprocessable", status: 422, body });
});

test("AtomscaleError: says when the next attempt is due when the status is 429", async () => {
  const error = await failWith(json({}, 429, { "retry-after": "90" }));
  expect(error).toMatchObject({ code: "rate-limited", outcome: "not-applied", retryAfterMs: 90_000 });
  expect(error.message).toMatch(/90 s/);
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
  expect(error.body).toBe("x".repeat(64 * 1024));
});

test("AtomscaleError: holds at most 64 KiB of a body that is JSON, as text", async () => {
  const text = JSON.stringify({ detail: "x".repeat(200_000) });
  const error = await failWith(new Response(text, { status: 500 }));
  expect(error.body).toBe(text.slice(0, 64 * 1024));
});

test("AtomscaleError: parses a body of just 64 KiB", async () => {
  const text = JSON.stringify("x".repeat(64 * 1024 - 2));
  expect((await failWith(new Response(text, { status: 500 }))).body).toBe(JSON.parse(text));
});

test("AtomscaleError: holds the reply's headers, out of sight of a log", async () => {
  const error = await failWith(json({}, 404, { "x-request-id": "r-1" }));
  expect((error.headers as Headers).get("x-request-id")).toBe("r-1");
  expect(inspect(error)).not.toContain("x-request-id");
  expect(JSON.stringify(error)).not.toContain("x-request-id");
});

test("AtomscaleError: keeps the code of a lost connection in message and cause", async () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const error = await failWith(new TypeError("fetch failed", { cause: reset }));
  expect(error).toMatchObject({ code: "connection-failed", outcome: "unknown" });
  expect(error.message).toMatch(/api\.atomscale\.ai.*ECONNRESET/);
  expect(error.cause).toMatchObject({
    name: "TypeError",
    message: "fetch failed",
    cause: { code: "ECONNRESET" },
  });
});

test("AtomscaleError: gives JSON with all but headers and stack", async () => {
  const error = await failWith(json({ detail: "no beam" }, 409));
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "AtomscaleError",
    message: error.message,
    code: "rejected",
    outcome: "not-applied",
    operationId: "updateDataEntry",
    attempts: 1,
    status: 409,
    body: { detail: "no beam" },
  });
});

test("AtomscaleError: leaves out what a failure does not have", async () => {
  const error = await failWith(new TypeError("fetch failed"));
  for (const name of ["status", "body", "headers", "issues", "retryAfterMs"])
    expect(error).not.toHaveProperty(name);
  expect(Object.hasOwn(await failWith(json({}, 404)), "cause")).toBe(false);
});

test("isAtomscaleError: knows an error of this copy", async () => {
  const error = await failWith(json({}, 404));
  expect(isAtomscaleError(error)).toBe(true);
  expect(error).toBeInstanceOf(AtomscaleError);
  expect(error).toBeInstanceOf(Error);
});

test("isAtomscaleError: knows an error of another copy of the package", async () => {
  const error = await failWith(json({}, 404));
  vi.resetModules();
  const copy = await import("../src/index.ts");
  expect(copy.AtomscaleError).not.toBe(AtomscaleError);
  expect(error).not.toBeInstanceOf(copy.AtomscaleError);
  expect(copy.isAtomscaleError(error)).toBe(true);
  // The registered name is what releases have in common.
  expect(Reflect.get(error, Symbol.for("atomscale-client.AtomscaleError"))).toBe(true);
});

test.each([
  undefined,
  null,
  "AtomscaleError",
  7,
  {},
  new Error("x"),
  { name: "AtomscaleError", code: "aborted" },
])("isAtomscaleError: does not take %j for one", (value) => {
  expect(isAtomscaleError(value)).toBe(false);
});
