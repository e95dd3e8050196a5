import { describe, expect, test } from "vitest";
import { compareOutcome } from "../scripts/clients/compare-outcome.ts";
import type { RecordedVector } from "../scripts/clients/recorder.ts";

const vector: RecordedVector = {
  operationId: "updateDataEntry",
  name: "documented",
  method: "PATCH",
  pathTemplate: "/",
  path: "/",
  pathParameters: {},
  body: {},
  status: 200,
  reply: { a: 1, b: null, c: { d: null } },
};
const failure = { ...vector, status: 422, reply: { detail: ["text"] } };

describe("compareOutcome", () => {
  test.each([
    ["the reply", vector, { reply: { a: 1, b: null, c: { d: null } } }],
    ["the reply without a null", vector, { reply: { a: 1.0, c: { d: null } } }],
    [
      "the reply without the later field",
      { ...vector, reply: { a: 1, added_later: 2 } },
      { reply: { a: 1 } },
    ],
    ["the failure", failure, { status: 422, error: { detail: ["text"] } }],
    ["the failure as text", failure, { status: 422, error: '{"detail":["text"]}' }],
    ["a failure in text", { ...failure, reply: "<h1>" }, { status: 422, error: "<h1>" }],
    ["a failure of null as text", { ...failure, reply: null }, { status: 422, error: "null" }],
  ])("accepts %s", (_, expected, printed) => {
    expect(compareOutcome(expected, JSON.stringify(printed))).toEqual([]);
  });

  test.each([
    ["another value", vector, { reply: { a: 2, b: null, c: { d: null } } }],
    ["a missing field", vector, { reply: { c: { d: null } } }],
    ["an invented field", vector, { reply: { a: 1, c: { d: null }, e: 0 } }],
    ["a null lost inside a map", vector, { reply: { a: 1, c: {} } }],
    ["a failure in place of the reply", vector, { status: 200, error: "" }],
    ["a crash", vector, { crash: "why" }],
    ["a reply in place of the failure", failure, { reply: { detail: ["text"] } }],
    ["another status", failure, { status: 500, error: { detail: ["text"] } }],
    ["a failure without its body", failure, { status: 422 }],
    ["an empty body", failure, { status: 422, error: "" }],
  ])("refuses %s", (_, expected, printed) => {
    expect(compareOutcome(expected, JSON.stringify(printed))).not.toEqual([]);
  });

  test("refuses silence", () => {
    expect(compareOutcome(vector, undefined)).not.toEqual([]);
  });
});
