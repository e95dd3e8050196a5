// Draws what the server does with one request: as a rule something odd.
import fc, { type Arbitrary } from "fast-check";
import { compact, ms, pick, rarely, weighted } from "./draw.ts";
import type { Reply, Step } from "./script.ts";

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
  [2, fc.constant("broken-other-record")],
  [6, pick("html", "foreign", "detail", "array", "null", "number", "text", "spaces")],
  [3, pick("broken", "two-records", "empty")],
);

const percent = fc.nat(95).map((drawn) => drawn / 100);
const cut = weighted<NonNullable<Reply["cut"]>>(
  [1, fc.record({ within: fc.constant("headers"), at: percent })],
  [2, fc.record({ within: fc.constant("body"), at: percent })],
);

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

/** What a server may do with one request. */
export const step = weighted([300, succeeding], [400, answering], [300, breaking], [1, heavy]);
