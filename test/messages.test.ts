// The whole message of each kind of failure, as the person reads it who meets it.
import { expect, test } from "vitest";
import { type ClientOptions, createClient } from "../src/index.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

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
const lost = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

const messages: [string, Play, string][] = [
  [
    "401",
    answer("No key", 401),
    `failed with status 401: No key. The API key from the option apiKey is not accepted. ${KEYS} ${NOTHING}`,
  ],
  [
    "403",
    json({}, 403),
    `failed with status 403. The API key from the option apiKey lacks a permission; updates need \`write\`. ${KEYS} ${NOTHING}`,
  ],
  [
    "404",
    json({}, 404),
    `failed with status 404. Does /data_entries/${DATA_ID} name a record that the API key may see? ${NOTHING}`,
  ],
  ["429 without Retry-After", json({}, 429), `failed with status 429. ${NOTHING}`],
  [
    "429 with Retry-After",
    json({}, 429, { "retry-after": "90" }),
    `failed with status 429. The next attempt is due in 90 s. ${NOTHING}`,
  ],
  ["500", json({}, 500), `failed with status 500. ${MAYBE}`],
  [
    "redirect that names no target",
    new Response(null, { status: 302 }),
    `was redirected. Nothing was sent there. Is the base URL right? ${NOTHING}`,
  ],
  [
    "success that is no JSON object",
    json([]),
    `was answered with status 200, but not with a whole JSON object. ${APPLIED}`,
  ],
  [
    "lost connection with a code",
    new TypeError("fetch failed", { cause: lost }),
    `got no answer from api.atomscale.ai: ECONNRESET. ${MAYBE}`,
  ],
  [
    "lost connection without a code",
    new TypeError("Load failed"),
    `got no answer from api.atomscale.ai: Load failed. ${MAYBE}`,
  ],
  [
    "lost connection without a reason",
    () => {
      throw { reason: 7 };
    },
    `got no answer from api.atomscale.ai. ${MAYBE}`,
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
    `failed with status 400: ${"x".repeat(200)}…. ${NOTHING}`,
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
  const { message } = await rejection(client.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1 }));
  expect(message).toBe(
    `updateTargetMaterialLayer failed with status 404. Does /target-materials/layers/ "sample_id":42 "layer_id":1 name a record that the API key may see? ${NOTHING}`,
  );
});

test("AtomscaleError: reads well when several fields are refused", async () => {
  const client = createClient({ apiKey: API_KEY, fetch: scripted().fetch });
  const id = "x".repeat(80);
  const patch = { raw_name: null, so: 1, raw_zzzz: 1 } as object;
  expect((await rejection(client.updateDataEntry({ data_id: id, zzz: 1 } as never, patch))).message).toBe(
    [
      `updateDataEntry was not sent: /data_id is "${"x".repeat(60)}", not a UUID`,
      "/zzz is unknown; known are data_id",
      "/raw_name is null, which may erase data",
      "/so is unknown; known are char_source_type, pipeline_status, raw_name",
      "/raw_zzzz is unknown; did you mean raw_name? Nothing was changed.",
    ].join("; "),
  );
});

test("AtomscaleError: reads well when there is no key", async () => {
  const none = { apiKey: "\n" };
  expect((await rejection(update(json({}), none))).message).toBe(
    `updateDataEntry was not sent: the API key from the option apiKey must be printable ASCII, without line breaks or outer spaces. ${KEYS} ${NOTHING}`,
  );
});

test("AtomscaleError: reads well when an option cannot be used", async () => {
  expect((await rejection(update(json({}), { timeoutMs: 0 }))).message).toBe(
    `updateDataEntry was not sent: the option timeoutMs must be a positive number. ${NOTHING}`,
  );
});
