// Where a runtime shows less of a fault than Node does, or another side of it: what must come of the case there.
import type { Failure } from "../faults/case.ts";
import type { Runtime } from "./runtimes.ts";

/** The part of the failure that differs, a record in place of one, or the reason why the case cannot be run. */
export type Difference =
  | { readonly [Key in keyof Failure]?: Failure[Key] | undefined }
  | { readonly requests?: number; readonly record?: unknown }
  | { readonly held: number }
  | string;

/** Several where it is a race which of them comes. */
type Differences = Readonly<Record<string, Difference | readonly Difference[]>>;

// The record that the fault server sends.
const record = { id: "7", version: "0.269.1" };

// The runtime says no more than that the connection failed, so nothing proves that nothing was sent.
const UNPROVEN = { outcome: "unknown", says: [] } as const;

const unprovenConnections: Differences = {
  "the-connection-is-refused": UNPROVEN,
  "the-name-does-not-resolve": UNPROVEN,
  "the-certificate-is-self-signed": UNPROVEN,
  "the-certificate-is-from-an-unknown-authority": UNPROVEN,
};

const manyHeaders: Differences = {
  "the-headers-are-larger-than-any-client-takes": { record, attempts: 1 } as Difference,
};

// A browser shows neither status nor target of a redirect that it is told not to follow.
const HIDDEN = { status: undefined, says: ["base URL"] } as const;

const hiddenRedirects: Differences = Object.fromEntries([
  ...[301, 302, 303, 307, 308].flatMap((status) =>
    ["to-the-same-origin", "to-another-origin", "without-a-location"].map((where) => [
      `the-status-is-${status}-${where}`,
      HIDDEN,
    ]),
  ),
  // The connection of a redirect that is not followed closes in its own time, whatever the client does.
  ["the-body-of-a-redirect-stalls", [HIDDEN, { ...HIDDEN, held: 1 }]],
  ["a-redirect-repeats-the-key-in-its-location", HIDDEN],
]);

// The runtime sends a request again of its own accord when a kept connection turns out to be dead,
// which the client can neither see nor forbid.
// How often is a race between its connections.
function resent(most: number, ...cases: readonly string[]): Differences {
  const numbers = Array.from({ length: most - 2 }, (_, index) => ({ requests: index + 3 }));
  return Object.fromEntries(cases.map((name) => [name, numbers]));
}
const resetAtHead = [
  "a-reset-comes-before-the-headers",
  "the-connection-ends-before-the-headers",
  "a-reset-comes-within-the-headers",
];
const RESENT = "a-redirect-follows-a-reset";

const IGNORED = "A browser that is told to trust the authority takes any certificate";

export const differences: Readonly<Record<Exclude<Runtime["family"], "node">, Differences>> = {
  bun: manyHeaders,
  deno: {
    ...manyHeaders,
    ...resent(4, ...resetAtHead, "the-connection-ends-within-the-headers"),
    "the-connection-is-refused": { says: ["Connection refused"] },
    // Either the handshake or what follows fails, and only of the first is it certain that nothing was sent.
    "the-connection-is-reset-at-once": [{ outcome: "unknown" }, { outcome: "not-applied" }],
    [RESENT]: { outcome: "not-applied", attempts: 1, requests: 2 } as Difference,
  },
  workerd: {
    ...manyHeaders,
    ...unprovenConnections,
    "the-certificate-is-expired": UNPROVEN,
    "the-certificate-is-another-host-s": UNPROVEN,
  },
  chromium: {
    ...unprovenConnections,
    ...hiddenRedirects,
    "the-certificate-is-expired": IGNORED,
    "the-certificate-is-another-host-s": IGNORED,
    ...resent(6, ...resetAtHead),
    // Every 408 on a kept connection is taken for its end, too.
    ...resent(
      6,
      ...["json", "text", "html", "an-empty-body", "invalid-json", "json-null"].map(
        (body) => `the-status-is-408-with-${body}`,
      ),
    ),
    [RESENT]: { ...HIDDEN, outcome: "not-applied", attempts: 1, requests: 2 } as Difference,
  },
};
