// The outcome table of the guide, row by row: the function that judges an attempt says what the table says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createClient } from "../src/index.ts";
import type { Reply } from "../src/reply.ts";
import { type Facts, judge } from "../src/verdict.ts";
import { callOnce } from "./support/make-client.ts";
import { root } from "./support/readme-blocks.ts";
import { API_KEY, json, type Play, record, scripted } from "./support/scripted-fetch.ts";
import { rejection, settled } from "./support/settled.ts";

const SHOWN = { record: {} };

/** Makes the facts of an attempt that a response of some status came to. */
function replied(status: number | undefined, facts: Partial<Facts> = {}, reply: Partial<Reply> = {}): Facts {
  return {
    sent: true,
    reply: { status, isFollowed: false, isOpaque: false, source: undefined, ...reply },
    ...facts,
  };
}

const each = (statuses: number[], facts: Partial<Facts> = {}): Facts[] =>
  statuses.map((status) => replied(status, facts));
const between = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const without = (statuses: number[], ...left: number[]): number[] =>
  statuses.filter((each) => !left.includes(each));

const lost = [{ name: "TypeError", message: "x", code: "", syscall: "" }];

/** Facts of attempts for each row of the table, by what the row says has happened. */
const attempts: Readonly<Record<string, readonly Facts[]>> = {
  "An option or the key cannot be used, the key function failed, or there is no `fetch`": [
    { sent: false, setupFault: "x" },
    { sent: false, setupFault: "", causes: lost },
  ],
  "`signal` aborted before `fetch` was called": [
    { sent: false, end: "aborted" },
    { sent: false, end: "aborted", isKeyAwaited: true },
  ],
  "A time limit passed before `fetch` was called": [
    { sent: false, end: "timed-out" },
    { sent: false, end: "timed-out", isKeyAwaited: true },
  ],
  "The platform's own `fetch` reported that no connection came about": [
    { sent: true, isUnsent: true, causes: lost },
  ],
  "Your own `fetch` rejected with an error whose own property `sent` is `false`": [
    { sent: true, isUnsent: true, causes: [] },
  ],
  "The connection was lost, or `fetch` failed in any other way": [
    { sent: true },
    { sent: true, causes: lost },
    { sent: true, causes: lost, isUnsent: false },
  ],
  "A time limit passed before a response came, or while a 2xx without the record was read": [
    { sent: true, end: "timed-out" },
    ...each([200, 201, 204], { shown: "other", end: "timed-out" }),
    ...each([202, 207], { shown: "part", end: "timed-out" }),
  ],
  "`signal` aborted before a response came, or while any other body was read": [
    { sent: true, end: "aborted" },
    ...each([200, 201, 204], { shown: "other", end: "aborted" }),
    ...each([202, 207], { shown: "part", end: "aborted" }),
    ...each([408, 425, 460, 499, 500, 503], { end: "aborted" }),
  ],
  "200 or 201 with the record": [
    ...each([200, 201], { shown: SHOWN }),
    ...each([200, 201], { shown: SHOWN, isHtml: true }),
  ],
  "200, 201 or 204 without a body, or with a record that is cut, broken or larger than 8 MiB": [
    ...each([200, 201, 204], { shown: "part", text: "" }),
    ...each([200, 201, 204], { shown: "part", text: '{"data_id"', causes: lost }),
  ],
  "200, 201 or 204, and a time limit passed while the record was read": each([200, 201, 204], {
    shown: "part",
    end: "timed-out",
  }),
  "200, 201 or 204, and `signal` aborted while the record was read": each([200, 201, 204], {
    shown: "part",
    end: "aborted",
  }),
  "200 or 201 with anything else: another record, other JSON, text": each([200, 201], { shown: "other" }),
  "200 or 201 with `text/html`": [
    ...each([200, 201], { shown: "other", isHtml: true }),
    ...each([200, 201], { shown: "part", isHtml: true }),
  ],
  "Another 2xx, such as 202 or 207": without(between(200, 300), 200, 201, 204).flatMap((status) => [
    replied(status, { shown: SHOWN }),
    replied(status, { shown: "part" }),
    replied(status, { shown: "other" }),
  ]),
  "307 or 308": each([307, 308]),
  "Another 3xx": each(without(between(300, 400), 307, 308)),
  "A redirect that `fetch` followed, or that a browser hides": [
    ...[200, 307, 404, 500].map((status) => replied(status, { shown: SHOWN }, { isFollowed: true })),
    replied(undefined, {}, { isOpaque: true }),
    replied(200, { shown: SHOWN }, { isOpaque: true }),
  ],
  "401": refusals([401]),
  "403": refusals([403]),
  "404": refusals([404]),
  "422": refusals([422]),
  "429": refusals([429]),
  "408, 425, 460 or 499": refusals([408, 425, 460, 499]),
  "Another 4xx": refusals(without(between(400, 500), 401, 403, 404, 408, 422, 425, 429, 460, 499)),
  "Any 4xx but 408, 425, 460 and 499, and `signal` aborted while its body was read": each(
    [400, 401, 403, 404, 422, 429],
    {
      end: "aborted",
    },
  ),
  "A status of 500 or above": refusals([...between(500, 600), 999]),
  "A status below 200, or none": [replied(undefined), replied(undefined, { text: "x" })],
};

/** A refusal stands, whether its body came, was lost or did not come in time. */
function refusals(statuses: number[]): Facts[] {
  return [{}, { text: "x" }, { causes: lost }, { end: "timed-out" as const }].flatMap((facts) =>
    each(statuses, facts),
  );
}

// The guard refuses before there is an attempt.
const REFUSED_HERE = "An id or a field was refused by the client";

const guide = readFileSync(join(root, "docs/guide/errors.md"), "utf8");
const rows = [
  ...guide.matchAll(/^\| (.+?) +\| (?:none|`([a-z-]+)`) +\| `(not-applied|unknown|applied)` +\|$/gm),
].map(([, what = "", code, outcome]) => ({ what, code, outcome }));

describe("errors.md", () => {
  test("has a row for every kind of attempt, and no other", () => {
    const told = rows.map(({ what }) => what).sort();
    expect(told).toEqual([...Object.keys(attempts), REFUSED_HERE].sort());
  });

  test.each(rows.filter(({ what }) => what !== REFUSED_HERE))(
    "says of an attempt what judge says: $what",
    ({ what, code, outcome }) => {
      const verdicts = (attempts[what] ?? []).map(judge);
      expect(verdicts.length).toBeGreaterThan(0);
      for (const verdict of verdicts) expect(verdict).toEqual({ code, outcome });
    },
  );

  test("says of a refusal here what the client says", async () => {
    const error = await rejection(createClient({ apiKey: API_KEY }).updateDataEntry({ data_id: "" }, {}));
    expect({ code: error.code, outcome: error.outcome }).toEqual(
      (({ code, outcome }) => ({ code, outcome }))(
        rows.find(({ what }) => what === REFUSED_HERE) ?? { code: "", outcome: "" },
      ),
    );
  });
});

const busy = () => json({}, 503, { "retry-after": "0" });
const limited = () => json({}, 429, { "retry-after": "0" });
const unsent = () => {
  throw Object.assign(new Error("x"), { sent: false });
};
const reset = new Error("reset");

test.each<[string, Play[], string | undefined, string | undefined]>([
  ["a 404 follows a 503", [busy, json({}, 404)], "not-found", "unknown"],
  ["a 404 follows a lost connection", [reset, json({}, 404)], "not-found", "unknown"],
  ["a 404 follows a 429", [limited, json({}, 404)], "not-found", "not-applied"],
  ["a 404 follows a connection that did not come about", [unsent, json({}, 404)], "not-found", "not-applied"],
  ["a connection does not come about after a 503", [busy, unsent, unsent], "connection-failed", "unknown"],
  ["a 503 follows a 429", [limited, busy, limited], "rate-limited", "unknown"],
  ["an empty 200 follows a 503", [busy, new Response("")], "unreadable-reply", "applied"],
  ["an odd 200 follows a 503", [busy, json([])], "unreadable-reply", "unknown"],
  ["an odd 200 follows a 429", [limited, json([])], "unreadable-reply", "unknown"],
  ["a record follows a 503", [busy, record], undefined, undefined],
])(
  "createClient: gives the most uncertain outcome of all attempts, but for a success, when %s",
  async (_, plays, code, outcome) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const end = await settled(callOnce("createClient", { fetch: scripted(...plays).fetch, maxRetries: 2 }));
    vi.restoreAllMocks();
    const { code: shownCode, outcome: shownOutcome } = (end.error ?? {}) as Record<string, unknown>;
    expect([shownCode, shownOutcome]).toEqual([code, outcome]);
  },
);
