// Makes either client by its name, and calls it, for tests that hold of both.
import { createClient, createFetchClient, type FetchInit, type FetchReply } from "../../src/index.ts";
import { callOperation, type Maker, type OperationId } from "./call-operation.ts";
import { validUpdate } from "./records.ts";
import { API_KEY } from "./scripted-fetch.ts";

export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

export function makeClient(maker: Maker, options: object): object {
  return maker === "createClient" ? createClient(options) : createFetchClient(options);
}

/** Calls a documented update once, through a client of some options. */
export function callOnce(
  maker: Maker,
  options: object,
  callOptions?: object,
  operationId: OperationId = "updateDataEntry",
): Promise<unknown> {
  const { ids, patch } = validUpdate(operationId);
  const client = makeClient(maker, { apiKey: API_KEY, maxRetries: 0, ...options });
  return callOperation(client, operationId, ids, patch, callOptions);
}
