// createFetchClient against Prism: openapi-fetch's own client over our transport.
import type { Client } from "openapi-fetch";
import { describe, expect, inject, test } from "vitest";
import { createFetchClient, type paths } from "../src/index.ts";
import { refusals, updates } from "./support/payloads.ts";

const baseUrl = inject("mockUrl");

type Exchange = { data?: unknown; error?: unknown; response: Response };
type Send = (path: string, init: object) => Promise<Exchange>;

function patchOf(client: Client<paths>): Send {
  return client.PATCH as unknown as Send;
}

const patch = patchOf(createFetchClient({ apiKey: "any-key", baseUrl, maxRetries: 0 }));

describe.each(updates)(
  "createFetchClient: $operation.operationId, $name",
  ({ operation, name, path, request, reply }) => {
    const init = operation.parameters.length > 0 ? { params: { path }, body: request } : { body: request };

    test("returns the reply of the description as data", async () => {
      const { data, error, response } = await patch(operation.path, {
        ...init,
        headers: { Prefer: `example=${name}` },
      });
      expect(data).toEqual(reply);
      expect(error).toBeUndefined();
      expect(response.status).toBe(200);
    });

    test.each(refusals)("returns the reply as error when it is $name ($status)", async (refusal) => {
      const headers = { Prefer: `code=${refusal.status}, example=${refusal.name}` };
      const { data, error, response } = await patch(operation.path, { ...init, headers });
      expect(data).toBeUndefined();
      expect(error).toEqual(refusal.body || `status ${refusal.status}, with the body null`);
      expect(response.status).toBe(refusal.status);
    });
  },
);

describe("createFetchClient", () => {
  const { operation, path, request } =
    updates.find(({ operation }) => operation.parameters.length > 0) ?? fail();

  test("returns 422 when a field is unknown to the description, which it does send", async () => {
    const { error, response } = await patch(operation.path, { params: { path }, body: { brand_new: 1 } });
    expect(response.status).toBe(422);
    expect(error).toHaveProperty("detail");
  });

  test("returns 401 when the key is taken off on the way", async () => {
    const keyless = createFetchClient({
      apiKey: "any-key",
      baseUrl,
      fetch: (url, { headers: { "x-api-key": _, ...headers }, ...init }) => fetch(url, { ...init, headers }),
    });
    const { error, response } = await patchOf(keyless)(operation.path, { params: { path }, body: request });
    expect(response.status).toBe(401);
    expect(error).toEqual({ detail: "Could not validate the API key" });
  });

  test("runs middleware around the request with the real Request and Response", async () => {
    const client = createFetchClient({ apiKey: "any-key", baseUrl });
    const seen: unknown[] = [];
    client.use({
      onRequest({ request, schemaPath }) {
        seen.push(schemaPath, request instanceof Request);
        return new Request(request, {
          headers: { ...Object.fromEntries(request.headers), Prefer: "code=404" },
        });
      },
      onResponse({ response }) {
        seen.push(response instanceof Response, response.status);
      },
    });
    const { response } = await patchOf(client)(operation.path, { params: { path }, body: request });
    expect(response.status).toBe(404);
    expect(seen).toEqual([operation.path, true, true, 404]);
  });
});

function fail(): never {
  throw new Error("No operation has path parameters.");
}
