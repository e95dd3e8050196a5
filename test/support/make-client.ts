// Makes either client by its name, for tests that hold of both.
import { createClient, createFetchClient, type FetchInit, type FetchReply } from "../../src/index.ts";
import type { Maker } from "./call-operation.ts";

export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

export function makeClient(maker: Maker, options: object): object {
  return maker === "createClient" ? createClient(options) : createFetchClient(options);
}
