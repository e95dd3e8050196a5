// A fetch that plays replies in turn, the last again and again, and keeps what it was asked.
import type { FetchInit } from "../../src/index.ts";
import { operationIds } from "./call-operation.ts";
import { recordFor, validUpdate } from "./records.ts";

export interface Asked {
  readonly url: string;
  readonly init: FetchInit;
}

export type Play = Response | Error | ((asked: Asked) => Response | Promise<Response>);

export const API_KEY = "as-scripted-key";
export const DATA_ID = "d290f1ee-6c54-4b01-90e6-d701748f0851";
export const SAMPLE_ID = "a1b2c3d4-5678-90ab-cdef-1234567890ab";
export const ANNOTATION_ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** An id for every path parameter of every operation. */
export const ids = {
  ...Object.assign({}, ...operationIds.map((operationId) => validUpdate(operationId).ids)),
  data_id: DATA_ID,
  physical_sample_id: SAMPLE_ID,
  annotation_id: ANNOTATION_ID,
} as Readonly<Record<"data_id" | "physical_sample_id" | "annotation_id", string>>;

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

/** Answers a request of any operation with the record that was to be updated. */
export const record = (asked: Asked): Response => json(recordFor(asked));

/** Makes a fetch of some replies; without any it answers with the record. */
export function scripted(...plays: Play[]): { fetch: typeof fetch & typeof play; asked: Asked[] } {
  const asked: Asked[] = [];
  async function play(url: string, init: FetchInit): Promise<Response> {
    asked.push({ url, init });
    const next = plays[Math.min(asked.length, plays.length) - 1] ?? record;
    if (next instanceof Error) throw next;
    return typeof next === "function" ? next({ url, init }) : next.clone();
  }
  return { fetch: play as typeof fetch & typeof play, asked };
}
