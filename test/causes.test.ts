// What is kept of the errors behind a failure, and what they add to its message.
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { callOnce } from "./support/make-client.ts";
import { rejection } from "./support/settled.ts";

function failWith(error: unknown): Promise<Error & Record<string, unknown>> {
  return rejection(callOnce("createClient", { fetch: () => Promise.reject(error) }));
}

function chainOf(error: Error): Error[] {
  const links: Error[] = [];
  for (let link = error.cause; link instanceof Error; link = link.cause) links.push(link);
  return links;
}

test("AtomscaleError: keeps name, message and code of every cause", async () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", errno: -104, path: "/x" });
  const error = await failWith(new TypeError("fetch failed", { cause: reset }));
  expect(chainOf(error)).toMatchObject([
    { name: "TypeError", message: "fetch failed" },
    { name: "Error", message: "read ECONNRESET", code: "ECONNRESET" },
  ]);
  const fields = chainOf(error).map((link) => Object.getOwnPropertyNames(link).sort());
  expect(fields).toEqual([
    ["cause", "message", "name", "stack"],
    ["code", "message", "name", "stack"],
  ]);
});

test("AtomscaleError: keeps no stack of a cause, which points into this package or into fetch", async () => {
  const error = await failWith(new TypeError("x", { cause: new Error("y") }));
  expect(chainOf(error).map(({ stack }) => stack)).toEqual(["", ""]);
});

test("AtomscaleError: has no end of causes when an error is its own cause", async () => {
  const error = new Error("endless");
  error.cause = error;
  expect(chainOf(await failWith(error))).toHaveLength(8);
});

test("AtomscaleError: gives a cause no code that it did not have", async () => {
  const { cause } = await failWith(new TypeError("Load failed"));
  expect(cause).toBeInstanceOf(Error);
  expect(Object.hasOwn(cause as Error, "code")).toBe(false);
});

test("AtomscaleError: gives a cause that has no name the usual one", async () => {
  const { cause } = await failWith({ message: "no beam" });
  expect(cause).toMatchObject({ name: "Error", message: "no beam" });
});

test("AtomscaleError: tells of the innermost error that says something", async () => {
  const silent = new Error("", { cause: new Error("") });
  const { message } = await failWith(new TypeError("no beam", { cause: silent }));
  expect(message).toMatch(/got no response from api\.atomscale\.ai: no beam\./);
});

test("AtomscaleError: keeps the first of several errors, as Node collects one for each address", async () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED ::1:9"), { code: "ECONNREFUSED" });
  const error = await failWith(new TypeError("fetch failed", { cause: new AggregateError([refused], "") }));
  expect(chainOf(error).map(({ name }) => name)).toEqual(["TypeError", "AggregateError", "Error"]);
  expect(error.message).toContain("the connection was refused (ECONNREFUSED)");
});

test("AtomscaleError: keeps the causes of an error of another realm", async () => {
  const error = await failWith(
    runInNewContext(
      `new TypeError("fetch failed", { cause: Object.assign(new Error("y"), { code: "E_Y" }) })`,
    ),
  );
  expect(chainOf(error)).toMatchObject([{ name: "TypeError", message: "fetch failed" }, { code: "E_Y" }]);
  expect(chainOf(error).every((link) => link instanceof Error)).toBe(true);
});

test("AtomscaleError: keeps a rejection that is a text", async () => {
  const error = await failWith("no beam");
  expect(chainOf(error)).toMatchObject([{ message: "no beam" }]);
  expect(error.message).toMatch(/got no response from api\.atomscale\.ai: no beam\./);
});

test.each([
  ["ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:9", "the connection was refused (ECONNREFUSED)"],
  ["ECONNRESET", "read ECONNRESET", "the connection was reset (ECONNRESET)"],
  ["ENOTFOUND", "getaddrinfo ENOTFOUND a.example", "the host name does not resolve (ENOTFOUND)"],
  [
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "80A0:error:0A00010B",
    "the port does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)",
  ],
  ["E_ODD", "all odd", "all odd (E_ODD)"],
  ["E_SAID", "it is E_SAID", "it is E_SAID"],
  ["toString", "no word of ours", "no word of ours (toString)"],
])(
  "AtomscaleError: tells the code %s in words, with the code in parentheses",
  async (code, message, words) => {
    const error = await failWith(
      new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }),
    );
    expect(error.message).toContain(`got no response from api.atomscale.ai: ${words}. `);
  },
);

test("AtomscaleError: names NODE_EXTRA_CA_CERTS when a certificate's authority is unknown", async () => {
  const untrusted = Object.assign(new Error("self-signed certificate in certificate chain"), {
    code: "SELF_SIGNED_CERT_IN_CHAIN",
  });
  const error = await failWith(new TypeError("fetch failed", { cause: untrusted }));
  expect(error.message).toMatch(
    /\(SELF_SIGNED_CERT_IN_CHAIN\)\. Where a company's proxy .* NODE_EXTRA_CA_CERTS /,
  );
});

test("AtomscaleError: does not name NODE_EXTRA_CA_CERTS when a certificate has expired", async () => {
  const expired = Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" });
  const error = await failWith(new TypeError("fetch failed", { cause: expired }));
  expect(error.message).not.toContain("NODE_EXTRA_CA_CERTS");
});

test.each([undefined, null])("AtomscaleError: has no cause when fetch rejects with %s", async (nothing) => {
  const error = await failWith(nothing);
  expect(error).toMatchObject({ code: "connection-failed", outcome: "unknown" });
  expect(error.cause).toBeUndefined();
  expect(error.message).toMatch(/^updateDataEntry got no response from api\.atomscale\.ai\. The update may/);
});
