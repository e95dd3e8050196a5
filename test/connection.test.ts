// Which failures of fetch certainly sent nothing: those that the platform's own fetch reports in its own shape.
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { readCauses } from "../src/causes.ts";
import { hasNoConnection } from "../src/connection.ts";
import { makers } from "./support/call-operation.ts";
import { callOnce } from "./support/make-client.ts";
import { rejection } from "./support/settled.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Makes an error as Node's fetch reports a failure: what happened stands in the cause. */
const failed = (fields: { message?: string; code?: string; syscall?: string }): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(fields.message ?? "x"), fields) });

const refused = { code: "ECONNREFUSED", syscall: "connect", message: "connect ECONNREFUSED 127.0.0.1:9" };

/** Failures in which no connection came about, so that no request can have left. */
const certain: [string, unknown][] = [
  ["the connection is refused", failed(refused)],
  ["the connection attempt times out", failed({ code: "ETIMEDOUT", syscall: "connect" })],
  ["undici gives up connecting", failed({ code: "UND_ERR_CONNECT_TIMEOUT" })],
  ["the network is unreachable", failed({ code: "ENETUNREACH", syscall: "connect" })],
  ["no file descriptor is left", failed({ code: "EMFILE", syscall: "connect" })],
  ["the name does not resolve", failed({ code: "ENOTFOUND", syscall: "getaddrinfo" })],
  ["the resolver does not answer", failed({ code: "EAI_AGAIN", syscall: "getaddrinfo" })],
  ["the server knows no common cipher", failed({ code: "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE" })],
  ["the server does not know the name", failed({ code: "ERR_SSL_TLSV1_UNRECOGNIZED_NAME" })],
  ["the certificate has expired", failed({ code: "CERT_HAS_EXPIRED" })],
  ["the certificate is self-signed", failed({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
  ["the certificate is another host's", failed({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
  ["the certificate's authority is unknown", failed({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" })],
  ["the port does not speak TLS", failed({ code: "ERR_SSL_WRONG_VERSION_NUMBER" })],
  [
    "the TLS handshake breaks off",
    failed({
      code: "ECONNRESET",
      message: "Client network socket disconnected before secure TLS connection was established",
    }),
  ],
  [
    "a proxy refuses the tunnel",
    new TypeError("fetch failed", {
      cause: Object.assign(new Error("Request was cancelled."), {
        code: 20,
        cause: Object.assign(new Error("Proxy response (407) !== 200 when HTTP Tunneling"), {
          code: "UND_ERR_ABORTED",
        }),
      }),
    }),
  ],
  ["the port is blocked", failed({ message: "bad port" })],
  ["Node's permission model denies the network", failed({ code: "ERR_ACCESS_DENIED" })],
  ["Deno blocks the port", new TypeError("Fetch failed: Requests to port 1 are blocked")],
  ["Deno blocks a port of four digits", new TypeError("Fetch failed: Requests to port 6667 are blocked")],
  [
    "Bun says that it is refused, as it does since 1.4",
    Object.assign(new TypeError("ECONNREFUSED: Unable to connect."), { code: "ECONNREFUSED" }),
  ],
  [
    "Deno lacks the permission",
    Object.assign(new Error('Requires net access to "api.atomscale.ai:443"'), { name: "NotCapable" }),
  ],
  [
    "each of several addresses refuses",
    new TypeError("fetch failed", {
      cause: new AggregateError([Object.assign(new Error("x"), refused)], ""),
    }),
  ],
  [
    "an error of another realm says so",
    runInNewContext(
      `new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED", syscall: "connect" }) })`,
    ),
  ],
];

/** Failures after which a request may have arrived. */
const doubtful: [string, unknown][] = [
  ["the connection is reset", failed({ code: "ECONNRESET", syscall: "read", message: "read ECONNRESET" })],
  ["the server closes it", failed({ code: "UND_ERR_SOCKET", message: "other side closed" })],
  ["the headers do not come", failed({ code: "UND_ERR_HEADERS_TIMEOUT" })],
  ["writing fails", failed({ code: "EPIPE", syscall: "write" })],
  ["a code only looks like a certain one", failed({ code: "ENOTFOUND_LATER" })],
  ["a message only holds a certain one", failed({ message: "a bad port was seen" })],
  ["a message only begins as a certain one", failed({ message: "bad portal" })],
  ["a message only ends as a certain one", failed({ message: "a bad port" })],
  ["a message only holds that of Deno", new TypeError("after Fetch failed: Requests to port 1 are blocked")],
  ["Deno loses the connection", new TypeError("error sending request for url (https://api.atomscale.ai/)")],
  [
    "Deno says that it is refused, which may be its second try",
    new TypeError(
      "error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
  ],
  [
    "an earlier Bun says that it is refused, which may be its second try",
    Object.assign(new Error("Unable to connect. Is the computer able to access the url?"), {
      code: "ConnectionRefused",
    }),
  ],
  ["a browser fails", new TypeError("Failed to fetch")],
  ["the error has no cause", new TypeError("fetch failed")],
  ["the cause stands one level too deep", new Error("x", { cause: failed(refused) })],
  ["nothing is told", undefined],
  ["the list of what failed is empty", new TypeError("fetch failed", { cause: new AggregateError([], "") })],
  ["a message only mentions a proxy", failed({ message: "after Proxy response (407) !== 200" })],
  [
    "what breaks off is the body",
    new TypeError("terminated", { cause: Object.assign(new Error("x"), refused) }),
  ],
  [
    "a wrapper around fetch has an error of its own",
    new Error("fetch failed", { cause: Object.assign(new Error("x"), refused) }),
  ],
];

test.each(doubtful)("hasNoConnection: is false when %s", (_, error) => {
  expect(hasNoConnection(readCauses(error))).toBe(false);
});

for (const maker of makers) {
  test.each(certain)(`${maker}: knows that nothing was sent when %s`, async (_, error) => {
    vi.stubGlobal("fetch", () => Promise.reject(error));
    const failure = await rejection(callOnce(maker, {}));
    expect(failure).toMatchObject({ code: "connection-failed", outcome: "not-applied", attempts: 1 });
  });

  test.each(doubtful)(`${maker}: leaves the outcome unknown when %s`, async (_, error) => {
    vi.stubGlobal("fetch", () => Promise.reject(error));
    const failure = await rejection(callOnce(maker, {}));
    expect(failure).toMatchObject({ code: "connection-failed", outcome: "unknown", attempts: 1 });
  });

  test.each(certain)(
    `${maker}: does not trust a fetch of the user's own that says that %s`,
    async (_, error) => {
      const failure = await rejection(callOnce(maker, { fetch: () => Promise.reject(error) }));
      expect(failure).toMatchObject({ code: "connection-failed", outcome: "unknown", attempts: 1 });
    },
  );

  const inherited = Object.create({ sent: false });
  const hostile = {
    get sent(): boolean {
      throw new Error("unreadable");
    },
  };
  const opaque = new Proxy(
    { sent: false },
    {
      getOwnPropertyDescriptor() {
        throw new Error("unreadable");
      },
    },
  );
  test.each<[string, unknown, string]>([
    ["is false", Object.assign(new Error("tunnel refused"), { sent: false }), "not-applied"],
    ["is false on an object that is no error", { sent: false }, "not-applied"],
    ["is true", Object.assign(new Error("x"), { sent: true }), "unknown"],
    ["is missing", new Error("x"), "unknown"],
    ["is 0", Object.assign(new Error("x"), { sent: 0 }), "unknown"],
    ["is undefined", Object.assign(new Error("x"), { sent: undefined }), "unknown"],
    ["is inherited", inherited, "unknown"],
    ["is false on the cause alone", new Error("x", { cause: { sent: false } }), "unknown"],
    ["throws", hostile, "unknown"],
    ["is hidden by a proxy", opaque, "unknown"],
    ["cannot be, as nothing is rejected with", undefined, "unknown"],
  ])(`${maker}: reads the property sent of a fetch's own error when it %s`, async (_, error, outcome) => {
    const failure = await rejection(callOnce(maker, { fetch: () => Promise.reject(error) }));
    expect(failure).toMatchObject({ code: "connection-failed", outcome, attempts: 1 });
  });

  test(`${maker}: does not take the property sent from the platform's own fetch`, async () => {
    vi.stubGlobal("fetch", () => Promise.reject(Object.assign(new Error("x"), { sent: false })));
    expect(await rejection(callOnce(maker, {}))).toMatchObject({ outcome: "unknown" });
  });

  test(`${maker}: sends nothing when there is no fetch`, async () => {
    vi.stubGlobal("fetch", undefined);
    const failure = await rejection(callOnce(maker, { maxRetries: 2 }));
    expect(failure).toMatchObject({ code: "invalid-config", outcome: "not-applied", attempts: 0 });
    expect(failure.message).toMatch(/pass the option fetch/);
  });
}
