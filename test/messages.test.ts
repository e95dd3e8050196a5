// The whole message of each kind of failure, as the person reads it who meets it.
import { afterEach, expect, test, vi } from "vitest";
import { type ClientOptions, createClient } from "../src/index.ts";
import { runClock, stopClock } from "./support/clock.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const APPLIED = "The update was applied.";
const NOTHING = "Nothing was changed.";
const MAYBE =
  "The update may have been applied: look at the record, or send it again unless somebody else has edited it since.";
const KEYS = "Keys are made at https://app.atomscale.ai (User > Manage Account > Access).";

const answer = (detail: unknown, status = 400): Play => json({ detail }, status);
const faults = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ loc: ["body", `field_${index}`], msg: "is odd" }));
const told = (count: number): string =>
  Array.from({ length: count }, (_, index) => `/field_${index} is odd`).join("; ");
const html = (text: string): Response => new Response(text, { headers: { "content-type": "text/html" } });
const lost = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

const messages: [string, Play, string][] = [
  [
    "401",
    answer("No key", 401),
    `failed with status 401: No key. The service does not accept the API key from the option apiKey. ${KEYS} ${NOTHING}`,
  ],
  [
    "403",
    json({}, 403),
    `failed with status 403. The API key from the option apiKey lacks a permission; updates need \`write\`. ${KEYS} ${NOTHING}`,
  ],
  [
    "404",
    json({}, 404),
    `failed with status 404. No record with data_id ${DATA_ID} is visible to this key; check the id. ${NOTHING}`,
  ],
  ["429 without Retry-After", json({}, 429), `failed with status 429. ${NOTHING}`],
  [
    "429 with Retry-After",
    json({}, 429, { "retry-after": "90" }),
    `failed with status 429. Wait 90 s, then call again. ${NOTHING}`,
  ],
  ["500", json({}, 500), `failed with status 500. ${MAYBE}`],
  [
    "redirect that names no target",
    new Response(null, { status: 302 }),
    `was redirected. The client did not follow it. Check the base URL. ${MAYBE}`,
  ],
  [
    "redirect that asks for the same request elsewhere",
    new Response(null, { status: 308, headers: { location: "https://b.example/x?y" } }),
    `was redirected to https://b.example. The client did not follow it. Check the base URL. ${NOTHING}`,
  ],
  [
    "redirect that fetch followed",
    () => Object.defineProperty(json({}), "redirected", { value: true }),
    `was redirected. The fetch in use followed the redirect; it must honour redirect: "manual". ${MAYBE}`,
  ],
  [
    "success that is no JSON object",
    json([]),
    `was answered with status 200, but not with the record. ${MAYBE}`,
  ],
  [
    "success that is another record",
    json({ data_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab", raw_name: "a" }),
    `was answered with status 200, but not with the record. ${MAYBE}`,
  ],
  [
    "success without a body",
    new Response(""),
    `was answered with status 200, but the record is missing or cut. ${APPLIED}`,
  ],
  [
    "page of HTML with a success",
    html("<h1>Blocked</h1>"),
    `was answered with status 200 and a page of HTML. ${MAYBE}`,
  ],
  ["202", json({ status: "queued" }, 202), `was answered with status 202, but not with the record. ${MAYBE}`],
  [
    "lost connection with a code",
    new TypeError("fetch failed", { cause: lost }),
    `got no response from api.atomscale.ai: the connection was reset (ECONNRESET). ${MAYBE}`,
  ],
  [
    "lost connection without a code",
    new TypeError("Load failed"),
    `got no response from api.atomscale.ai: Load failed. ${MAYBE}`,
  ],
  [
    "lost connection without a reason",
    () => {
      throw { reason: 7 };
    },
    `got no response from api.atomscale.ai. ${MAYBE}`,
  ],
  [
    "reason that ends in a full stop",
    answer("No beam. Try again.  \n"),
    `failed with status 400: No beam. Try again. ${NOTHING}`,
  ],
  ["reason that ends in blanks", answer("No beam  "), `failed with status 400: No beam. ${NOTHING}`],
  [
    "reason of several lines",
    answer("No beam:\r\n\t shutter"),
    `failed with status 400: No beam: shutter. ${NOTHING}`,
  ],
  [
    "reason that is too long",
    answer("x".repeat(500)),
    `failed with status 400: ${"x".repeat(200)}… ${NOTHING}`,
  ],
  ["reason with an angle bracket", answer("x<y"), `failed with status 400: x<y. ${NOTHING}`],
  ["page of HTML", new Response(" \n<html>", { status: 400 }), `failed with status 400. ${NOTHING}`],
  [
    "fault of the whole body",
    answer([{ loc: ["body"], msg: "is odd" }], 422),
    `failed with status 422: the body is odd. ${NOTHING}`,
  ],
  ["ten faults", answer(faults(10), 422), `failed with status 422: ${told(10)}. ${NOTHING}`],
  ["twelve faults", answer(faults(12), 422), `failed with status 422: ${told(10)}; and 2 more. ${NOTHING}`],
];

function update(play: Play, options: ClientOptions = {}): Promise<unknown> {
  const client = createClient({ apiKey: API_KEY, fetch: scripted(play).fetch, maxRetries: 0, ...options });
  return client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" });
}

test.each(messages)("AtomscaleError: reads well when there is a %s", async (_, play, message) => {
  expect((await rejection(update(play))).message).toBe(`updateDataEntry ${message}`);
});

test("AtomscaleError: reads well when a layer is not found", async () => {
  const client = createClient({ apiKey: API_KEY, fetch: scripted(json({}, 404)).fetch });
  const patch = { sample_id: 42, layer_id: 1, mp_id: "mp-5020" };
  expect((await rejection(client.updateTargetMaterialLayer(patch))).message).toBe(
    `updateTargetMaterialLayer failed with status 404. No record with sample_id 42 and layer_id 1 is visible to this key; check the ids. ${NOTHING}`,
  );
});

test("AtomscaleError: reads well when several fields are refused", async () => {
  const client = createClient({ apiKey: API_KEY, fetch: scripted().fetch });
  const path = { data_id: "7", zzz: 1 } as never;
  const patch = { raw_name: null, so: 1, raw_zzzz: 1 } as object;
  expect((await rejection(client.updateDataEntry(path, patch))).message).toBe(
    [
      'updateDataEntry was not sent: /data_id must be a UUID, not "7"',
      "/zzz is unknown; known are data_id",
      "/raw_name is null, which may erase data; leave the field out to keep its value",
      "/so is unknown; known are char_source_type, pipeline_status, raw_name",
      "/raw_zzzz is unknown; did you mean raw_name? Nothing was changed.",
    ].join("; "),
  );
});

test("AtomscaleError: reads well when an id is given as a text", async () => {
  const client = createClient({ apiKey: API_KEY, fetch: scripted().fetch });
  expect((await rejection(client.updateDataEntry(DATA_ID as never, { raw_name: "a" }))).message).toBe(
    `updateDataEntry was not sent: /data_id is missing; pass { data_id: "…" } as the first argument, not "${DATA_ID}". ${NOTHING}`,
  );
});

const wait = (ms: number) => () => new Promise<Response>((done) => setTimeout(done, ms, json({})));

test.each<[string, Play, ClientOptions, string]>([
  [
    "the key cannot be sent",
    json({}),
    { apiKey: "a\nb" },
    `was not sent: the API key from the option apiKey must be printable ASCII, without line breaks or outer spaces. ${KEYS} ${NOTHING}`,
  ],
  [
    "the key is empty",
    json({}),
    { apiKey: "" },
    `was not sent: the API key from the option apiKey is empty. ${KEYS} ${NOTHING}`,
  ],
  [
    "the key is a whole header",
    json({}),
    { apiKey: "Bearer abc" },
    `was not sent: the API key from the option apiKey must not have quotes around it or "Bearer" before it. ${KEYS} ${NOTHING}`,
  ],
  [
    "an option cannot be used",
    json({}),
    { timeoutMs: 0 },
    `was not sent: the option timeoutMs must be a positive number of milliseconds, not 0. ${NOTHING}`,
  ],
  [
    "the key function fails",
    json({}),
    { apiKey: () => Promise.reject(new Error("the vault is sealed")) },
    `was not sent: the function in the option apiKey failed: the vault is sealed. ${NOTHING}`,
  ],
  [
    "the key function gives nonsense",
    json({}),
    { apiKey: () => 7 as never },
    `was not sent: the API key from the option apiKey must be a text, not number. ${KEYS} ${NOTHING}`,
  ],
  [
    "the key function hangs",
    json({}),
    { apiKey: () => new Promise(() => {}), timeoutMs: 5 },
    `got no key from the option apiKey within timeoutMs, 5 ms. ${NOTHING}`,
  ],
  ["a limit passes", wait(60), { timeoutMs: 5 }, `was not answered within timeoutMs, 5 ms. ${MAYBE}`],
  [
    "the total limit passes",
    wait(60),
    { totalTimeoutMs: 5 },
    `was not answered within totalTimeoutMs, 5 ms. ${MAYBE}`,
  ],
  [
    "it was sent several times",
    json({}, 503, { "retry-after": "0" }),
    { maxRetries: 1 },
    `failed with status 503 after 2 attempts. ${MAYBE}`,
  ],
])("AtomscaleError: reads well when %s", async (_, play, options, message) => {
  stopClock();
  const error = await runClock(rejection(update(play, options)));
  expect(error.message).toBe(`updateDataEntry ${message}`);
});

test.each<[string, unknown, string]>([
  ["the platform's own", undefined, "was aborted."],
  ["a text", "the beam is down", "was aborted: the beam is down."],
  ["an error", new Error("the beam is down"), "was aborted: the beam is down."],
  ["nothing", null, "was aborted."],
])("AtomscaleError: reads well when the reason of an abort is %s", async (_, reason, says) => {
  const client = createClient({ apiKey: API_KEY, fetch: scripted().fetch });
  const signal = AbortSignal.abort(reason);
  const { message } = await rejection(
    client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" }, { signal }),
  );
  expect(message).toBe(`updateDataEntry ${says} ${NOTHING}`);
});
