// openapi-react-query's useMutation over createFetchClient, rendered to text, as no document is at hand.
import { QueryClient, type UseMutationResult } from "@tanstack/react-query";
import createQueryClient from "openapi-react-query";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { beforeEach, expect, test, vi } from "vitest";
import { AtomscaleError, createFetchClient } from "../../src/index.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "../support/scripted-fetch.ts";
import { rejection } from "../support/settled.ts";

const path = "/data_entries/{data_id}";
const params = { path: { data_id: DATA_ID } };

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

function Status({ update }: { update: () => { status: string } }) {
  return createElement("p", null, update().status);
}

/** Renders a component that uses the mutation once, and hands out what its button would call. */
function mutation(...plays: Play[]) {
  const { fetch, asked } = scripted(...plays);
  const api = createQueryClient(createFetchClient({ apiKey: API_KEY, fetch }));
  const queryClient = new QueryClient();
  let result: UseMutationResult<unknown, unknown, never> | undefined;
  const update = () => {
    const used = api.useMutation("patch", path, {}, queryClient);
    result = used as unknown as typeof result;
    return used;
  };
  expect(renderToString(createElement(Status, { update }))).toBe("<p>idle</p>");
  const mutate = (init: object) => (result as NonNullable<typeof result>).mutateAsync(init as never);
  const state = () => queryClient.getMutationCache().getAll()[0]?.state;
  return { mutate, state, asked };
}

test("useMutation: gives the record when the service answers", async () => {
  const { mutate, state, asked } = mutation(json({ data_id: DATA_ID, pipeline_status: "success" }));
  const record = await mutate({ params, body: { pipeline_status: "success" } });
  expect(record).toEqual({ data_id: DATA_ID, pipeline_status: "success" });
  expect(state()).toMatchObject({ status: "success", data: record });
  expect(asked[0]?.init).toMatchObject({ method: "PATCH", body: '{"pipeline_status":"success"}' });
  expect(asked[0]?.init.headers["x-api-key"]).toBe(API_KEY);
});

test("useMutation: sends again by the client's own rules", async () => {
  const { mutate, asked } = mutation(json({}, 503), json({ data_id: DATA_ID }));
  expect(await mutate({ params, body: { raw_name: "a" } })).toEqual({ data_id: DATA_ID });
  expect(asked).toHaveLength(2);
});

test("useMutation: fails with the service's body when the status is 404", async () => {
  const { mutate, state } = mutation(json({ detail: "Not found" }, 404));
  expect(await rejection(mutate({ params, body: { raw_name: "a" } }))).toEqual({ detail: "Not found" });
  expect(state()).toMatchObject({ status: "error" });
});

// openapi-react-query decides on `error` alone, and an empty body would make that falsy.
test.each([404, 500])("useMutation: fails when the status is %d and the body is empty", async (status) => {
  const { mutate, state } = mutation(new Response("", { status }), new Response("", { status }));
  await mutate({ params, body: { raw_name: "a" } }).catch(() => {});
  expect(state()).toMatchObject({ status: "error" });
});

test("useMutation: fails with an AtomscaleError, and sends nothing, when a value is refused", async () => {
  const { mutate, state, asked } = mutation();
  const error = await rejection(mutate({ params, body: { raw_name: Number.NaN } }));
  expect(error).toBeInstanceOf(AtomscaleError);
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied" });
  expect(state()).toMatchObject({ status: "error", error });
  expect(asked).toEqual([]);
});

test("useMutation: fails with an AtomscaleError when the reply is a redirect", async () => {
  const { mutate } = mutation(
    new Response(null, { status: 307, headers: { location: "https://a.example" } }),
  );
  const error = await rejection(mutate({ params, body: { raw_name: "a" } }));
  expect(error).toMatchObject({ code: "redirect-refused", outcome: "not-applied" });
});
