// Calls any operation through either client, and how often a property is tried. PROPERTY_RUNS sets that number.
import { operations } from "../../generated/operations.ts";
import { createClient, createFetchClient, type FetchInit, type FetchReply } from "../../src/index.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, SAMPLE_ID } from "./scripted-fetch.ts";

export const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
export const SOCKET_RUNS = Math.ceil(RUNS / 10);
export const TIME_LIMIT_MS = 20_000 + RUNS * 20;

export type OperationId = keyof typeof operations;
export type Maker = "createClient" | "createFetchClient";
export const operationIds = Object.keys(operations) as OperationId[];
export const makers: Maker[] = ["createClient", "createFetchClient"];
export const ids = { data_id: DATA_ID, physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };

export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

/** Names of the parameters in the path of an operation. */
export function parametersOf(operationId: OperationId): string[] {
  return [...operations[operationId].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
}

export function send(
  maker: Maker,
  operationId: OperationId,
  parameters: Record<string, unknown>,
  body: unknown,
  options: object,
): Promise<unknown> {
  const all = { apiKey: API_KEY, ...options };
  const { path } = operations[operationId];
  const pathParameters = parametersOf(operationId);
  const given = Object.fromEntries(pathParameters.map((name) => [name, parameters[name]]));
  if (maker === "createFetchClient") {
    const client = createFetchClient(all) as unknown as {
      PATCH(path: string, init: object): Promise<unknown>;
    };
    return client.PATCH(path, { params: { path: given }, body });
  }
  const method = createClient(all)[operationId] as unknown as (...values: unknown[]) => Promise<unknown>;
  return pathParameters.length > 0 ? method(given, body) : method(body);
}
