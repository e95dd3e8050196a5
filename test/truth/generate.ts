// Makes the calls of a run from a seed.
import fc, { type Arbitrary } from "fast-check";
import {
  type Abort,
  type Call,
  type Entry,
  hasEnd,
  isEndless,
  isInterrupted,
  mayStore,
  type Reply,
  type Step,
} from "./script.ts";

const weighted = <T>(...choices: readonly (readonly [number, Arbitrary<T>])[]): Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const pick = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);
const rarely = <T>(arbitrary: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  weighted([oneIn - 1, fc.constant(undefined)], [1, arbitrary as Arbitrary<T | undefined>]);
const ms = (most: number): Arbitrary<number> => fc.integer({ min: 0, max: most });

const statuses = weighted(
  [8, fc.constant(200)],
  [2, fc.constant(201)],
  [1, fc.constant(204)],
  [2, pick(202, 203, 205, 206, 207, 208, 226, 299)],
  [2, pick(300, 301, 302, 303, 304, 305, 306)],
  [2, pick(307, 308)],
  [4, pick(400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 412, 413, 415, 418, 421, 422, 423, 426, 428)],
  [1, pick(429, 431, 444, 451, 463, 494, 495, 498)],
  [2, pick(408, 425, 460, 499)],
  [3, pick(500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 524, 530, 599)],
  [1, pick(600, 609, 700, 799, 999)],
);

const bodies = weighted<Reply["body"]>(
  [12, fc.constant("record")],
  [2, pick("record-in-other-spelling", "record-without-id", "record-with-mark", "record-of-100-kB")],
  [3, fc.constant("other-record")],
  [6, pick("html", "foreign", "detail", "array", "null", "number", "text", "spaces")],
  [3, pick("broken", "two-records", "empty")],
);

const percent = fc.nat(95).map((drawn) => drawn / 100);
const cut = weighted<NonNullable<Reply["cut"]>>(
  [1, fc.record({ within: fc.constant("headers"), at: percent })],
  [2, fc.record({ within: fc.constant("body"), at: percent })],
);

type Optional<T> = { [Key in keyof T]: T[Key] | undefined };
/** Leaves out what is undefined, so that scripts print short. */
function compact<T extends object>(value: Optional<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

const wholeReply: Arbitrary<Reply> = fc
  .record({
    status: statuses,
    body: bodies,
    type: weighted<Reply["type"]>(
      [8, fc.constant("application/json")],
      [4, pick("application/json; charset=utf-8", "text/html", "text/plain", "none")],
    ),
    framing: weighted<Reply["framing"]>([6, fc.constant("length")], [4, pick("chunked", "close")]),
    encoding: rarely(pick("gzip" as const, "br" as const, "not-gzip" as const), 12),
    interim: rarely(pick(102 as const, 103 as const), 40),
    retryAfter: rarely(pick("0", "0.003", "0, 0.002", "soon", "3600", "9".repeat(30)), 8),
    location: rarely(pick("other-origin" as const, "same-origin" as const), 3),
    pieces: rarely(fc.integer({ min: 2, max: 5 }), 8),
  })
  .map((reply) => {
    const leads = reply.status >= 300 && reply.status < 400;
    // A page of HTML rarely calls itself JSON, and JSON rarely calls itself HTML.
    const type = reply.body === "html" && reply.type.startsWith("a") ? "text/html" : reply.type;
    return compact<Reply>({
      ...reply,
      type,
      location: leads ? (reply.location ?? "other-origin") : undefined,
    });
  });

const succeeding: Arbitrary<Step> = fc
  .record({
    storesAfterMs: rarely(ms(5), 8),
    framing: pick<Reply["framing"]>("length", "chunked"),
    pieces: rarely(fc.integer({ min: 2, max: 4 }), 8),
    status: weighted([6, fc.constant(200)], [1, fc.constant(201)]),
    encoding: rarely(pick("gzip" as const, "br" as const), 10),
  })
  .map(({ storesAfterMs, ...reply }) =>
    compact<Step>({
      stores: true,
      storesAfterMs,
      reply: compact<Reply>({ ...reply, body: "record", type: "application/json" }),
      end: "keep",
    }),
  );

const answering: Arbitrary<Step> = fc
  .record({
    reply: wholeReply,
    storesAfterMs: rarely(ms(6), 6),
    repliesAfterMs: rarely(ms(6), 6),
    hasty: rarely(fc.constant(true), 12),
  })
  .map((step) => compact<Step>({ ...step, stores: true, end: "keep" }));

const breaking: Arbitrary<Step> = fc
  .record({
    reply: weighted<Reply | undefined>(
      [3, fc.constant(undefined)],
      [4, fc.tuple(wholeReply, cut).map(([reply, part]) => ({ ...reply, cut: part }))],
      [
        1,
        fc
          .tuple(
            wholeReply,
            pick("banner" as const, "bad-header" as const, "endless-header" as const, "no-version" as const),
          )
          .map(([reply, garbage]) => ({ ...reply, garbage })),
      ],
      [1, wholeReply.map((reply) => ({ ...reply, framing: "too-long" as const }))],
    ),
    end: weighted<Step["end"]>([5, pick("close", "reset")], [2, fc.constant("stall")]),
    storesAfterMs: rarely(ms(6), 6),
    repliesAfterMs: rarely(ms(6), 6),
    hasty: rarely(fc.constant(true), 8),
    breaksAtHead: rarely(fc.constant(true), 10),
  })
  .map((step) => compact<Step>({ ...step, stores: true }));

// Replies that cost much to make and to read.
const heavy: Arbitrary<Step> = fc
  .record({ status: pick(200, 200, 404, 500), encoding: rarely(fc.constant("gzip" as const), 2) })
  .map(({ status, encoding }) => ({
    stores: true,
    reply: compact<Reply>({
      status,
      body: "record-of-9-MB",
      type: "application/json",
      framing: "length",
      encoding,
    }),
    end: "keep" as const,
  }));

const step = weighted([300, succeeding], [400, answering], [300, breaking], [1, heavy]);

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
    group: rarely(fc.constant(0), 4),
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
    operationId: pick<Call["operationId"]>(
      "updateDataEntry",
      "updateSampleAnnotation",
      "updateTargetMaterialLayer",
    ),
    maker: weighted<Call["maker"]>([3, fc.constant("createClient")], [2, fc.constant("createFetchClient")]),
    entry: entries,
    drawnSteps: fc.array(fc.tuple(step, aftermath, fc.boolean()), { minLength: 1, maxLength: 3 }),
    limits,
    shortMs: fc.integer({ min: 5, max: 40 }),
    maxRetries: fc.integer({ min: 0, max: 3 }),
    key: keys,
    fetches: rarely(fc.array(fetches, { minLength: 1, maxLength: 2 }), 5),
    error: fc.nat(99),
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
  .map(({ drawnSteps, limits: given, shortMs, ...drawn }) => {
    const isShort = given.timeoutMs !== undefined || given.totalTimeoutMs !== undefined;
    // Within a reply that belongs to somebody else, a call that is interrupted cannot know so.
    const entry = drawn.entry === "shared" && (isShort || drawn.abort) ? "restart" : drawn.entry;
    const placed = drawnSteps.map(([each, after]) => place(each, after, entry));
    const abort = drawn.abort && { abort: drawn.abort };
    const needsEnd = isEndless({ ...drawn, steps: placed }) && !hasEnd({ ...given, ...abort });
    const ends = needsEnd ? { timeoutMs: shortMs } : given;
    const interrupted = isInterrupted({ ...ends, ...abort });
    const steps = placed.map((each, index) => {
      const allowed = mayStore(each, interrupted);
      const stores = allowed.length === 2 ? drawnSteps[index]?.[2] : allowed[0];
      return { ...each, stores: stores === true };
    });
    return compact<Call>({
      ...drawn,
      entry: needsEnd && entry === "shared" ? "http" : entry,
      id: 0,
      ...ends,
      steps,
      error: drawn.fetches ? drawn.error : undefined,
      middleware: drawn.maker === "createFetchClient" ? drawn.middleware : undefined,
      byOwnId: drawn.operationId === "updateTargetMaterialLayer" ? drawn.byOwnId : undefined,
    });
  });

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
      : { ...call, id, abort: { ...abort, group: id >> 4 } };
  });
}
