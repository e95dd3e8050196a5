// Where a runtime shows less of a fault than Node does, or another side of it: what must come of the case there.
import type { Failure } from "../faults/case.ts";
import { theRecord } from "../faults/record-cases.ts";
import type { Runtime } from "./runtimes.ts";

/** The part of the failure that differs, a record in place of one, or the reason why the case cannot be run. */
export type Difference =
  | { readonly [Key in keyof Failure]?: Failure[Key] | undefined }
  | { readonly requests?: number; readonly record?: typeof theRecord; readonly attempts?: number }
  | { readonly held: number }
  | string;

/** Several where it is a race which of them comes. */
type Differences = Readonly<Record<string, Difference | readonly Difference[]>>;

/** Gives the same difference to several cases. */
function each(difference: Difference | readonly Difference[], ...cases: readonly string[]): Differences {
  return Object.fromEntries(cases.map((name) => [name, difference]));
}

// The runtime says no more than that the connection failed, or it may have sent the request before and then again, so
// that its last error proves nothing.
const UNPROVEN = { outcome: "unknown", says: [] } as const;

const blockedPort = "the-port-is-one-that-fetch-blocks";
const tunnel = "a-proxy-refuses-the-tunnel";
const plainPort = "https-goes-to-a-port-that-speaks-http";
const oldServer = "the-server-is-too-old-for-the-platform-s-tls";
const cutHandshake = "the-connection-ends-within-the-handshake";
const otherCertificates = ["the-certificate-is-expired", "the-certificate-is-another-host-s"];
const unknownAuthorities = ["the-certificate-is-self-signed", "the-certificate-is-from-an-unknown-authority"];

const unprovenConnections = each(
  UNPROVEN,
  "the-connection-is-refused",
  "the-name-does-not-resolve",
  plainPort,
  cutHandshake,
  ...unknownAuthorities,
);

// The runtime tells of a reset in its own words.
const RESET = "a-reset-comes-before-the-headers";
const resetIn = (...requests: number[]): Differences => ({
  [RESET]: requests.map((number) => ({ says: ["3 attempts"], requests: number })),
});

// What came of a body that is cut may be dropped, so that nothing shows whose record it was.
const droppedParts = each([{ outcome: "applied" }, {}], "the-status-is-200-with-another-record-that-is-cut");

// Only Node and Chromium limit the headers to less than the 400 kB of this case.
const manyHeaders = each({ record: theRecord, attempts: 1 }, "the-headers-are-larger-than-any-client-takes");

// A browser shows neither status nor target of a redirect that it is told not to follow.
const HIDDEN = { status: undefined, outcome: "unknown", says: ["base URL"] } as const;

const hiddenRedirects: Differences = {
  ...each(
    HIDDEN,
    ...[301, 302, 303, 307, 308].flatMap((status) =>
      ["to-the-same-origin", "to-another-origin", "without-a-location"].map(
        (where) => `the-status-is-${status}-${where}`,
      ),
    ),
    "a-redirect-repeats-the-key-in-its-location",
  ),
  // The connection of a redirect that is not followed closes in its own time, whatever the client does.
  "the-body-of-a-redirect-stalls": [HIDDEN, { ...HIDDEN, held: 1 }],
};

// The runtime sends a request again of its own accord when a kept connection turns out to be dead, which the client
// can neither see nor forbid. How often is a race between its connections.
function resent(least: number, most: number, ...cases: readonly string[]): Differences {
  const numbers = Array.from({ length: most - least + 1 }, (_, index) => ({ requests: least + index }));
  return each(numbers, ...cases);
}

const lostAtHead = ["the-connection-ends-before-the-headers", "a-reset-comes-within-the-headers"];
const RESENT = "a-redirect-follows-a-reset";
const INFORMATIONAL = "no-more-than-an-informational-status-comes";

const NO_PROXY = "The runtime reads no proxy from its environment";
const IGNORED = "A browser that is told to trust the authority takes any certificate";

export const differences: Readonly<Record<Exclude<Runtime["family"], "node">, Differences>> = {
  "node 20": { [tunnel]: NO_PROXY },
  bun: {
    ...manyHeaders,
    ...droppedParts,
    // It tells these as failures of another kind, or in the words of a connection that was lost.
    ...each(UNPROVEN, tunnel, plainPort, oldServer, cutHandshake),
    "the-certificate-is-another-host-s": { says: ["ERR_TLS_CERT_ALTNAME_INVALID"] },
  },
  deno: {
    ...manyHeaders,
    ...unprovenConnections,
    ...each(UNPROVEN, tunnel, oldServer, ...otherCertificates),
    ...resetIn(3, 4),
    ...resent(3, 4, ...lostAtHead, "the-connection-ends-within-the-headers"),
    ...resent(1, 2, INFORMATIONAL),
    // A refusal after it has sent again by itself looks like a refusal of the only request.
    [RESENT]: { outcome: "not-applied", attempts: 1, requests: 2 } as Difference,
  },
  workerd: {
    ...manyHeaders,
    ...resetIn(3),
    ...unprovenConnections,
    ...each(UNPROVEN, blockedPort, oldServer, ...otherCertificates),
    [tunnel]: NO_PROXY,
  },
  chromium: {
    ...unprovenConnections,
    ...hiddenRedirects,
    ...droppedParts,
    ...each(UNPROVEN, blockedPort, oldServer),
    ...each(IGNORED, ...otherCertificates),
    [tunnel]: NO_PROXY,
    // It passes over a header whose name is none, and so reads the body, which is no record.
    "the-name-of-a-header-of-the-reply-is-none": { code: "unreadable-reply", status: 200 },
    ...resetIn(3, 4, 5, 6),
    ...resent(3, 6, ...lostAtHead),
    // It takes every 408 on a kept connection for the end of that connection.
    ...resent(
      3,
      6,
      ...["json", "text", "html", "an-empty-body", "invalid-json", "json-null"].map(
        (body) => `the-status-is-408-with-${body}`,
      ),
    ),
    [RESENT]: { ...HIDDEN, attempts: 1, requests: 2 } as Difference,
  },
};
