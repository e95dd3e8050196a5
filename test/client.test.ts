// createClient against Prism: does our code fit the description?
import { describe, expect, inject, test } from "vitest";
import {
  AtomscaleError,
  type CallOptions,
  createClient,
  type ErrorCode,
  type Outcome,
} from "../src/index.ts";
import { callOperation } from "./support/call-operation.ts";
import { refusals, type Update, updates } from "./support/payloads.ts";
import { rejection } from "./support/settled.ts";

const baseUrl = inject("mockUrl");
const atomscale = createClient({ apiKey: "any-key", baseUrl, maxRetries: 0 });

function send(client: object, { operation, path, request }: Update, options?: CallOptions): Promise<unknown> {
  return callOperation(client, operation.operationId, path, request, options);
}

async function failure(call: Promise<unknown>): Promise<AtomscaleError> {
  const error = await rejection(call);
  expect(error).toBeInstanceOf(AtomscaleError);
  return error as Error as AtomscaleError;
}

describe.each(updates)("$operation.operationId: $name", (update) => {
  test("resolves to the reply of the description", async () => {
    const headers = { Prefer: `example=${update.name}` };
    await expect(send(atomscale, update, { headers })).resolves.toEqual(update.reply);
  });
});

const first = updates.filter(({ name }) => name === "documented");

const meaning: Record<number, [ErrorCode, Outcome]> = {
  401: ["unauthorized", "not-applied"],
  403: ["forbidden", "not-applied"],
  404: ["not-found", "not-applied"],
  409: ["rejected", "not-applied"],
  422: ["unprocessable", "not-applied"],
  429: ["rate-limited", "not-applied"],
  500: ["server-error", "unknown"],
  502: ["server-error", "unknown"],
  503: ["server-error", "unknown"],
  504: ["server-error", "unknown"],
};

describe.each(first)("$operation.operationId", (update) => {
  const { operationId } = update.operation;

  test.each(refusals)("rejects with the reply when it is $name ($status)", async ({ name, status, body }) => {
    const headers = { Prefer: `code=${status}, example=${name}` };
    const error = await failure(send(atomscale, update, { headers }));
    const [code, outcome] = meaning[status] ?? [];
    const response = { status, headers: { "content-type": "application/json" }, body };
    expect(error).toMatchObject({ code, outcome, operationId, attempts: 1, response });
    expect(error.message).toContain(`${operationId} failed with status ${status}`);
  });

  test("says how long to wait when the reply has Retry-After", async () => {
    const error = await failure(send(atomscale, update, { headers: { Prefer: "code=429" } }));
    expect(error.retryAfterMs).toBe(2_000);
    expect(error.message).toContain("Wait 2 s, then call again.");
  });

  test("rejects with unauthorized when the key is taken off on the way", async () => {
    const keyless = createClient({
      apiKey: "any-key",
      baseUrl,
      fetch: (url, { headers: { "x-api-key": _, ...headers }, ...init }) => fetch(url, { ...init, headers }),
    });
    const error = await failure(send(keyless, update));
    expect(error).toMatchObject({ code: "unauthorized", outcome: "not-applied", attempts: 1 });
    expect(error.response?.status).toBe(401);
    expect(error.message).toContain("https://app.atomscale.ai");
  });
});

// All else that breaks the description is refused here; the values of an enum are left to the service.
const closedChoices = first.flatMap((update) =>
  Object.entries(update.operation.request.schema.properties ?? {})
    .filter(([, { enum: choices }]) => choices)
    .map(([field]) => ({ field, update, operationId: update.operation.operationId })),
);

test.each(closedChoices)(
  "$operationId: rejects with the service's reasons when $field is not among its values",
  async ({ field, update }) => {
    const error = await failure(
      send(atomscale, { ...update, request: { ...update.request, [field]: "none" } }),
    );
    expect(error).toMatchObject({ code: "unprocessable", outcome: "not-applied", response: { status: 422 } });
    expect(error.issues).toContainEqual({
      pointer: `/${field}`,
      message: expect.stringMatching(/^must be /),
    });
    expect(error.message).toContain(`/${field} must be `);
  },
);
