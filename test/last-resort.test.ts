// What nobody has thought of may break the core itself; the answer to "did it happen?" reaches the caller all the same.
import { expect, test } from "vitest";
import { operations } from "../generated/operations.ts";
import type { Call } from "../src/attempt.ts";
import { failure } from "../src/messages.ts";
import { type CallResult, send } from "../src/send.ts";
import { API_KEY, json } from "./support/scripted-fetch.ts";

const call: Call = {
  settings: {
    apiKey: API_KEY,
    keySource: "option apiKey",
    baseUrl: "https://api.atomscale.ai",
    fetch: async () => json({}),
    headers: {},
    timeoutMs: 1_000,
    totalTimeoutMs: 1_000,
    maxRetries: 0,
  },
  operationId: "updateDataEntry",
  operation: operations.updateDataEntry,
  method: "PATCH",
  url: "https://api.atomscale.ai/data_entries/x",
  headers: {},
  body: "{}",
  ids: {},
};

test("send: leaves the outcome unknown when an attempt breaks after the request was sent", async () => {
  const result = await send({ ...call, operation: undefined as never });
  expect(result).toMatchObject({ code: "connection-failed", outcome: "unknown", attempts: 1 });
});

test("failure: keeps code, outcome and attempts when they cannot be described", () => {
  const result: CallResult = {
    code: "connection-failed",
    outcome: "unknown",
    facts: { sent: true },
    attempts: 3,
    limit: "timeoutMs",
    retryAfterMs: undefined,
    keys: [API_KEY],
  };
  const error = failure({ ...call, url: "no URL" }, result);
  expect(error).toMatchObject({
    name: "AtomscaleError",
    code: "connection-failed",
    outcome: "unknown",
    attempts: 3,
  });
  expect(error.message).toMatch(/^updateDataEntry failed\. The update may have been applied: /);
});
