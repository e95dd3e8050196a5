// The same update by hand, with this client and with its peers. Each makes one call and returns the record.
import { pathToFileURL } from "node:url";
import axios from "axios";
import ky from "ky";
import createOpenapiFetch from "openapi-fetch";
import type { paths } from "../generated/api.js";
import body from "../openapi/examples/updateSampleAnnotation/documented.request.json" with { type: "json" };
import { client as heyClient } from "./generated/hey-api/client.gen.ts";
import { updateSampleAnnotation as updateWithHey } from "./generated/hey-api/sdk.gen.ts";
import { createClient as createRedoclyClient, OPERATIONS, type Ops } from "./generated/redocly.ts";

export type Fetch = typeof globalThis.fetch;
export type Contestant = (baseUrl: string, fetch?: Fetch) => Promise<() => Promise<unknown>>;

const key = "key-of-the-benchmark";
const path = {
  physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
  annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
};
const template = "/physical_samples/{physical_sample_id}/annotations/{annotation_id}";
const headers = { "content-type": "application/json", "x-api-key": key };

function urlOf(baseUrl: string): string {
  return `${baseUrl}/physical_samples/${path.physical_sample_id}/annotations/${path.annotation_id}`;
}

async function recordOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function loadClient(): Promise<typeof import("../src/index.ts")> {
  const built = pathToFileURL(process.env.ATOMSCALE_CLIENT_BUILT as string).href;
  return import(built);
}

const byHand: Contestant = async (baseUrl, fetch) => async () =>
  recordOf(
    await (fetch ?? globalThis.fetch)(urlOf(baseUrl), {
      method: "PATCH",
      headers,
      body: JSON.stringify(body),
    }),
  );

export const contestants = {
  "`fetch(url, init)`": byHand,
  // The same code twice shows how far equal things differ on this machine.
  "`fetch(url, init)` again": byHand,
  '`fetch` with time limit and `redirect: "manual"`': async (baseUrl, fetch) => async () =>
    recordOf(
      await (fetch ?? globalThis.fetch)(urlOf(baseUrl), {
        method: "PATCH",
        headers,
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(30_000),
      }),
    ),
  "`createClient`": async (baseUrl, fetch) => {
    const { createClient } = await loadClient();
    const client = createClient({ apiKey: key, baseUrl, fetch });
    return () => client.updateSampleAnnotation(path, body);
  },
  "`createFetchClient`": async (baseUrl, fetch) => {
    const { createFetchClient } = await loadClient();
    const client = createFetchClient({ apiKey: key, baseUrl, fetch });
    return async () => (await client.PATCH(template, { params: { path }, body })).data;
  },
  "openapi-fetch": async (baseUrl, fetch) => {
    const client = createOpenapiFetch<paths>({
      baseUrl,
      headers: { "x-api-key": key },
      ...(fetch && { fetch }),
    });
    return async () => (await client.PATCH(template, { params: { path }, body })).data;
  },
  "hey-api": async (baseUrl, fetch) => {
    heyClient.setConfig({ baseUrl, auth: key, ...(fetch && { fetch }) });
    return async () => (await updateWithHey({ path, body, throwOnError: true })).data;
  },
  "Redocly's generated client": async (baseUrl, fetch) => {
    const client = createRedoclyClient<Ops>(OPERATIONS, {
      serverUrl: baseUrl,
      auth: { apiKey: { ApiKey: key } },
      ...(fetch && { fetch }),
    });
    return () => client.updateSampleAnnotation({ path, body });
  },
  ky: async (baseUrl, fetch) => {
    const client = ky.create({ headers: { "x-api-key": key }, ...(fetch && { fetch }) });
    return () => client.patch(urlOf(baseUrl), { json: body }).json();
  },
  axios: async (baseUrl) => {
    const client = axios.create({ headers: { "x-api-key": key } });
    return async () => (await client.patch(urlOf(baseUrl), body)).data;
  },
  "axios over fetch": async (baseUrl, fetch) => {
    const client = axios.create({
      adapter: "fetch",
      headers: { "x-api-key": key },
      ...(fetch && { env: { fetch } }),
    });
    return async () => (await client.patch(urlOf(baseUrl), body)).data;
  },
} satisfies Record<string, Contestant>;

export type Name = keyof typeof contestants;
/** What a careful person writes without a client, and what a careless one does. */
export const naked: Name = "`fetch(url, init)`";
export const careful: Name = '`fetch` with time limit and `redirect: "manual"`';
export const names = Object.keys(contestants) as Name[];
