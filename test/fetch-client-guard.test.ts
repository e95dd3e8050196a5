// What createFetchClient refuses before anything is sent, and the key that it lets nobody replace.
import { expect, test } from "vitest";
import { type ClientOptions, createFetchClient } from "../src/index.ts";
import { badOptions } from "./support/refused-options.ts";
import { badIds, badValues } from "./support/refused-values.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, SAMPLE_ID, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const patch = (options: ClientOptions) =>
  createFetchClient(options).PATCH("/data_entries/{data_id}", {
    params: { path: { data_id: DATA_ID } },
    body: { raw_name: "a" },
  });

test.each(badOptions)("createFetchClient: rejects the first call when given %s", async (_, bad, says) => {
  const { fetch, asked } = scripted();
  const error = await rejection(patch({ apiKey: API_KEY, fetch, ...bad } as ClientOptions));
  expect(error).toMatchObject({ name: "AtomscaleError", code: "invalid-config", outcome: "not-applied" });
  expect(error).toMatchObject({ operationId: "updateDataEntry", attempts: 0 });
  expect(error.message).toMatch(says);
  expect(asked).toEqual([]);
});

test.each(badIds)("createFetchClient: refuses an id that is %s", async (_, data_id) => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const path = { data_id } as { data_id: string };
  const error = await rejection(
    client.PATCH("/data_entries/{data_id}", { params: { path }, body: { raw_name: "a" } }),
  );
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied", attempts: 0 });
  expect(error).toMatchObject({ operationId: "updateDataEntry", issues: [{ pointer: "/data_id" }] });
  expect(asked).toEqual([]);
});

test("createFetchClient: refuses a path without any parameter", async () => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const call = client.PATCH("/data_entries/{data_id}", { body: { raw_name: "a" } } as never);
  expect(await rejection(call)).toMatchObject({ code: "invalid-request", issues: [{ pointer: "/data_id" }] });
  expect(asked).toEqual([]);
});

test.each(badValues.slice(0, -1))("createFetchClient: refuses %s", async (_, body, pointer, message) => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
  const error = await rejection(
    client.PATCH("/physical_samples/{physical_sample_id}/annotations/{annotation_id}", {
      params: { path },
      body: body as object,
    }),
  );
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied", attempts: 0 });
  expect(error.operationId).toBe("updateSampleAnnotation");
  expect(error.issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
  expect(asked).toEqual([]);
});

test("createFetchClient: keeps the key when a call or middleware sets another", async () => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  client.use({
    onRequest({ request }) {
      request.headers.set("X-API-KEY", "middleware");
      request.headers.set("X-Run", "1");
    },
  });
  await client.PATCH("/data_entries/{data_id}", {
    params: { path: { data_id: DATA_ID } },
    body: { raw_name: "a" },
    headers: { "X-API-KEY": "call" },
  });
  expect(asked[0]?.init.headers).toMatchObject({ "x-api-key": API_KEY, "x-run": "1" });
  expect(JSON.stringify(asked[0]?.init.headers)).not.toMatch(/middleware|call/);
});
