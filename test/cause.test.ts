// Which failures of fetch certainly sent nothing, and what is kept of the errors behind them.
import { expect, test } from "vitest";
import { isUnsent } from "../src/cause.ts";
import { createClient } from "../src/index.ts";
import { API_KEY, DATA_ID, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const withCode = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });

test.each([
  "ECONNREFUSED",
  "ConnectionRefused",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
])("createClient: knows that nothing was sent when the code is %s", (code) => {
  expect(isUnsent(withCode(code))).toBe(true);
});

test.each([
  "ECONNRESET",
  "REFUSED_STREAM",
  "ENOTFOUND_LATER",
  "NENOTFOUND",
  "EAI_AGAIN_LATER",
  "NEAI_AGAIN",
  "CONNECT_TIMEOUT_PASSED",
  "LEAF_SIGNATURE_LATER",
  "CERTAIN",
])("createClient: does not take the code %s for a request that was not sent", (code) => {
  expect(isUnsent(withCode(code))).toBe(false);
});

function failWith(error: Error): Promise<Error> {
  const client = createClient({ apiKey: API_KEY, fetch: scripted(error).fetch, maxRetries: 0 });
  return rejection(client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" }));
}

function chainOf(error: Error): Error[] {
  const links: Error[] = [];
  for (let link = error.cause; link instanceof Error; link = link.cause) links.push(link);
  return links;
}

test("AtomscaleError: has no end of causes when an error is its own cause", async () => {
  const error = new Error("endless");
  error.cause = error;
  expect(chainOf(await failWith(error))).toHaveLength(9);
});

test("AtomscaleError: gives a cause no code that it did not have", async () => {
  const { cause } = await failWith(new TypeError("Load failed"));
  expect(cause).toBeInstanceOf(Error);
  expect(Object.hasOwn(cause as Error, "code")).toBe(false);
});
