// Runs with each suite of a copy of the tree and counts by path: calls that reach the guard, and requests of fetch.

import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { afterAll, expect } from "vitest";

export interface Counted {
  readonly suite: string;
  readonly calls: number;
  readonly requests: number;
}

const { COUNTED_PATH = "", COUNTS_FILE = "" } = process.env;
const beginning = COUNTED_PATH.split("{")[0] ?? "";
let calls = 0;
let requests = 0;

// `addOperation` has the guard of the copy call this.
Object.assign(globalThis, {
  countCall(path: string): void {
    if (path === COUNTED_PATH) calls += 1;
  },
});
const count = (requested: string): void => {
  if (requested.includes(beginning)) requests += 1;
};
// https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http and https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
subscribe("undici:request:create", (message) => {
  count((message as { request: { path: string } }).request.path);
});

subscribe("http.client.request.start", (message) => {
  count((message as { request: { path: string } }).request.path);
});

afterAll(() => {
  const counted: Counted = { suite: expect.getState().testPath ?? "", calls, requests };
  appendFileSync(COUNTS_FILE, `${JSON.stringify(counted)}\n`);
});
