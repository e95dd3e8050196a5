// Which wait a Retry-After header asks for, in all forms that servers send.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makers } from "./support/call-operation.ts";
import { callOnce } from "./support/make-client.ts";
import { json, record, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const NOW = "Sat, 21 Nov 2026 12:00:00 GMT";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function waitFor(value: string, date?: string): Promise<unknown> {
  const headers = { "retry-after": value, ...(date !== undefined && { date }) };
  const error = await rejection(callOnce("createClient", { fetch: scripted(json({}, 429, headers)).fetch }));
  expect(error).toMatchObject({ code: "rate-limited", outcome: "not-applied", attempts: 1 });
  return error.retryAfterMs;
}

test("retryAfterMs: is read where a fetch of one's own gives the header as a number", async () => {
  const headers = { get: (name: string) => (name === "retry-after" ? 7 : null), forEach: () => {} };
  const reply = { status: 429, headers, text: async () => "{}" };
  const error = await rejection(callOnce("createClient", { fetch: async () => reply }));
  expect(error.retryAfterMs).toBe(7_000);
});

test.each<[string, number | undefined]>([
  ["0", 0],
  ["00", 0],
  ["1", 1_000],
  [" 7 ", 7_000],
  ["1.5", 1_500],
  ["299.997", 299_997],
  ["0.0001", 1],
  ["2.", 2_000],
  ["86400", 86_400_000],
  ["99999999999999", 99_999_999_999_999_000],
  ["1, 300", 300_000],
  ["300, 1", 300_000],
  ["120,300", 300_000],
  ["1.5, 0.5, 1", 1_500],
  ["soon, 5", 5_000],
  [", 5,", 5_000],
  ["Sat, 21 Nov 2026 12:05:00 GMT", 300_000],
  ["Saturday, 21-Nov-26 12:05:00 GMT", 300_000],
  ["Sat Nov 21 12:05:00 2026", 300_000],
  ["Sun Nov  1 12:05:00 2026", 0],
  ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
  ["Sat, 21 Nov 2026 12:05:00 GMT, 600", 600_000],
  ["60, Sat, 21 Nov 2026 12:05:00 GMT", 300_000],
  ["Sat, 21 Nov 2026 12:05:00 GMT, Sat, 21 Nov 2026 12:07:00 GMT", 420_000],
  ["Saturday, 21-Nov-26 12:05:00 GMT, Sat Nov 21 12:07:00 2026", 420_000],
  ["", undefined],
  [" ", undefined],
  ["soon", undefined],
  ["-5", undefined],
  ["+5", undefined],
  ["1e9", undefined],
  ["0x10", undefined],
  ["1 2", undefined],
  ["5s", undefined],
  ["1.5.2", undefined],
  [".", undefined],
  ["NaN", undefined],
  ["Infinity", undefined],
  ["9".repeat(400), undefined],
  ["Sat, 99 Nov 2026 12:05:00 GMT", undefined],
  ["21 Nov 2026 12:05:00 GMT", undefined],
  ["Never", undefined],
])("retryAfterMs: is read from a Retry-After of %j", async (value, waitMs) => {
  expect(await waitFor(value)).toBe(waitMs);
});

test.each<[string, string, string, number]>([
  ["is years behind", "Mon, 01 Jan 2001 00:00:00 GMT", "Mon, 01 Jan 2001 00:05:00 GMT", 300_000],
  ["is years ahead", "Fri, 01 Jan 2038 00:00:00 GMT", "Fri, 01 Jan 2038 00:05:00 GMT", 300_000],
  [
    "tells the time in the old form",
    "Saturday, 21-Nov-26 11:59:00 GMT",
    "Sat, 21 Nov 2026 12:05:00 GMT",
    360_000,
  ],
  ["tells no time", "now", "Sat, 21 Nov 2026 12:05:00 GMT", 300_000],
  ["tells nothing", "", "Sat, 21 Nov 2026 12:05:00 GMT", 300_000],
])(
  "retryAfterMs: is measured against the server's own Date when its clock %s",
  async (_, date, value, waitMs) => {
    expect(await waitFor(value, date)).toBe(waitMs);
  },
);

test("retryAfterMs: does not depend on Date when Retry-After is in seconds", async () => {
  expect(await waitFor("5", "Mon, 01 Jan 2001 00:00:00 GMT")).toBe(5_000);
});

test.each(makers)("%s: does not begin a wait that is longer than its limits", async (maker) => {
  const { fetch, asked } = scripted(json({}, 503, { "retry-after": "99999999999999" }), record);
  const end = await callOnce(maker, { fetch, maxRetries: 3 }).catch((error: unknown) => error);
  expect(asked).toHaveLength(1);
  if (maker === "createClient")
    expect(end).toMatchObject({ retryAfterMs: 99_999_999_999_999_000, attempts: 1 });
  else expect(end).toMatchObject({ response: { status: 503 } });
});
