// Makes the calls of a run from a seed.
import fc, { type Arbitrary } from "fast-check";
import { operations } from "../../generated/operations.ts";
import { type OperationId, operationIds } from "../support/call-operation.ts";
import { compact, ms, pick, rarely, weighted } from "./draw.ts";
import { step } from "./draw-steps.ts";
import { hasEnd, isEndless, isInterrupted, mayStore } from "./fair.ts";
import type { Abort, Call, Entry, Reply, Step } from "./script.ts";

/** What a step does on the entries where a kept connection or the server itself has a memory. */
const aftermath = fc.record({
  next: rarely(
    pick<NonNullable<Step["next"]>>(
      "late-reply",
      "extra-reply",
      "leftover",
      "reset",
      "store-and-reset",
      "gone",
    ),
    2,
  ),
  restarts: fc.integer({ min: 0, max: 2 }).map((drawn) => drawn === 0),
  awayMs: ms(15),
});

const entries = weighted<Entry>(
  [220, fc.constant("http")],
  [50, fc.constant("shared")],
  [25, fc.constant("restart")],
  [35, fc.constant("proxy")],
  [20, fc.constant("tls")],
  [8, fc.constant("tunnel")],
  [12, fc.constant("refused")],
  [20, pick("tls-self-signed", "tls-untrusted", "tls-expired", "tls-other-host", "tls-to-plain-port")],
  [12, pick("tls-reset-in-handshake", "reset-on-connect", "blocked-port")],
  [9, pick("tunnel-407", "tunnel-502")],
  [1, fc.constant("unresolvable")],
);

const keys = weighted<Call["key"]>(
  [30, fc.constant("text")],
  [8, pick("function", "async-function")],
  [4, pick("slow-function", "fails-later")],
  [3, pick("failing-function", "rejecting-function", "nonsense-function", "hanging-function")],
);

const fetches = weighted<NonNullable<Call["fetches"]>[number]>(
  [4, pick("passes", "copies-reply", "plain-reply")],
  [2, pick("ignores-signal", "follows-redirects")],
  [4, pick("fails-before", "fails-before-and-says-so", "throws-before", "fails-after", "fails-meanwhile")],
  [2, pick("hangs-before", "hangs-after", "odd-reply")],
);

const aborts: Arbitrary<Abort> = fc
  .record({
    when: weighted<Abort["when"]>(
      [2, pick("before", "at-once", "key", "request", "reply", "attempt")],
      [2, fc.constant("later")],
    ),
    afterMs: ms(20),
    group: rarely(fc.constant(0), 2),
  })
  .map(({ when, afterMs, group }) =>
    compact<Abort>({ when, afterMs: when === "later" ? afterMs : undefined, group }),
  );

const limits = weighted<Pick<Call, "timeoutMs" | "totalTimeoutMs">>(
  [6, fc.constant({})],
  [1, fc.record({ timeoutMs: fc.integer({ min: 1, max: 40 }) })],
  [1, fc.record({ totalTimeoutMs: fc.integer({ min: 1, max: 60 }) })],
);

const calls: Arbitrary<Call> = fc
  .record({
    operationId: pick(...operationIds),
    maker: weighted<Call["maker"]>([3, fc.constant("createClient")], [2, fc.constant("createFetchClient")]),
    entry: entries,
    drawnSteps: fc.array(fc.tuple(step, aftermath, fc.boolean()), { minLength: 1, maxLength: 3 }),
    limits,
    shortMs: fc.integer({ min: 5, max: 40 }),
    maxRetries: fc.integer({ min: 0, max: 3 }),
    key: keys,
    fetches: rarely(fc.array(fetches, { minLength: 1, maxLength: 2 }), 5),
    error: fc.nat(99),
    redirect: fc.record({
      status: pick(301, 302, 303, 307, 308),
      location: pick("same-origin" as const, "other-origin" as const),
    }),
    middleware: rarely(
      pick<NonNullable<Call["middleware"]>>("new-request", "new-response", "throws-before", "throws-after"),
      6,
    ),
    misuse: rarely(
      pick<NonNullable<Call["misuse"]>>(
        "not-a-number",
        "undefined-value",
        "wrong-type",
        "bad-id",
        "bad-limit",
      ),
      40,
    ),
    abort: rarely(aborts, 6),
    byOwnId: rarely(fc.constant(true), 3),
  })
  .map(({ drawnSteps, limits: given, shortMs, redirect, ...drawn }) => {
    const isShort = given.timeoutMs !== undefined || given.totalTimeoutMs !== undefined;
    // Within a reply that belongs to somebody else, a call that is interrupted cannot know so.
    const drawnEntry = drawn.entry === "shared" && (isShort || drawn.abort) ? "restart" : drawn.entry;
    const [[first]] = drawnSteps as [[Step, ...unknown[]], ...unknown[]];
    // A fetch that follows redirects is of no use without one.
    const isLed = drawn.fetches?.[0] === "follows-redirects" && first.reply;
    const isFollowing = drawn.fetches?.includes("follows-redirects");
    const placed = drawnSteps.map(([each, after], index) => {
      const led = isLed && index === 0 ? { ...each, reply: { ...first.reply, ...redirect } as Reply } : each;
      return place(isFollowing ? withShortRedirect(led) : led, after, drawnEntry);
    });
    const abort = drawn.abort && { abort: drawn.abort };
    const needsEnd = isEndless({ ...drawn, steps: placed }) && !hasEnd({ ...given, ...abort });
    const ends = needsEnd ? { timeoutMs: shortMs } : given;
    const entry = needsEnd && drawnEntry === "shared" ? "http" : drawnEntry;
    const interrupted = isInterrupted({ ...ends, ...abort });
    const steps = placed.map((each, index) => {
      const allowed = mayStore(each, interrupted);
      const stores = allowed.length === 2 ? drawnSteps[index]?.[2] : allowed[0];
      // Only there may one call meet the faults of another.
      const next = entry === "shared" ? each.next : undefined;
      return compact<Step>({ ...each, next, stores: stores === true });
    });
    return compact<Call>({
      ...drawn,
      entry,
      id: 0,
      ...ends,
      steps,
      error: drawn.fetches ? drawn.error : undefined,
      middleware: drawn.maker === "createFetchClient" ? drawn.middleware : undefined,
      byOwnId: hasChoice(drawn.operationId) ? drawn.byOwnId : undefined,
    });
  });

/** Tells whether a body can name its record in several ways. */
function hasChoice(operationId: OperationId): boolean {
  return operations[operationId].requireAnyOf.some((names) => names.length > 1);
}

/** Shortens the body of a redirect, which no one reads where fetch follows it. */
function withShortRedirect(step: Step): Step {
  const { reply } = step;
  const isLong = reply?.body === "record-of-100-kB" && reply.status >= 300 && reply.status < 400;
  return isLong ? { ...step, reply: { ...reply, body: "record" } } : step;
}

/** Keeps of a step what can happen at an entry. */
function place(
  drawn: Step,
  { next, restarts, awayMs }: { next: Step["next"] | undefined; restarts: boolean; awayMs: number },
  entry: Entry,
): Step {
  const isKept = drawn.end === "keep" && drawn.reply?.framing !== "close";
  // What a server sends before it goes away may or may not arrive.
  if (entry === "restart" && restarts)
    return compact<Step>({ ...drawn, end: "restart", awayMs, reply: undefined });
  return compact<Step>({ ...drawn, next: entry === "shared" && isKept ? next : undefined });
}

/** Makes the calls of a seed; `entries` limits them to what a runtime can reach. */
export function generateCalls(
  seed: number,
  count: number,
  reachable: (entry: Entry) => boolean = () => true,
): Call[] {
  const reached = calls.map((call) => (reachable(call.entry) ? call : { ...call, entry: "http" as const }));
  return fc.sample(fc.noBias(reached), { seed, numRuns: count }).map((call, id) => {
    const { abort } = call;
    // Neighbours are under way at the same time.
    return abort?.group === undefined
      ? { ...call, id }
      : { ...call, id, abort: { ...abort, group: id >> 5 } };
  });
}
