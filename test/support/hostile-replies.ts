// Anything in the place of a Response, of its headers and of its body.
import fc from "fast-check";
import { anyHostile, anything, constant, fail, type Make, objectOf, odd } from "./hostile-values.ts";

const HEADERS = ["retry-after", "date", "location", "content-type", "x-odd", "bad name", ""];

/** Any stand-in for the headers of a response. */
export const anyHeaders: fc.Arbitrary<Make> = fc.oneof(
  anyHostile,
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...HEADERS),
        fc.oneof(
          anything,
          odd,
          fc.string().map((text) => () => text),
        ),
      ),
      {
        maxLength: 4,
      },
    )
    .map(
      (pairs): Make =>
        () => ({
          get: (name: string) => pairs.find(([each]) => each === name)?.[1]() ?? null,
          forEach: (visit: (value: unknown, name: unknown) => void) => {
            for (const [name, make] of pairs) visit(make(), name);
          },
        }),
    ),
  constant({ get: fail, forEach: fail }, new Map([["retry-after", "1"]])),
);

const oddChunks = [
  "text",
  7,
  null,
  undefined,
  {},
  new ArrayBuffer(3),
  new Float64Array(2),
  [1, 2],
  { byteLength: -1 },
];

/** A stream of chunks of any kind that then ends, fails, or never ends. */
const anyStream: fc.Arbitrary<Make> = fc
  .record({
    chunks: fc.array(fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constantFrom<unknown>(...oddChunks)), {
      maxLength: 4,
    }),
    end: fc.constantFrom("close", "error", "stall", "no promise", "odd"),
  })
  .map(
    ({ chunks, end }): Make =>
      () => {
        if (end === "no promise")
          return { getReader: () => ({ read: () => ({ done: false, value: chunks[0] }), cancel: fail }) };
        if (end === "odd") return { getReader: () => ({ read: async () => chunks[0] }) };
        const left = [...chunks];
        return new ReadableStream({
          pull(controller) {
            if (left.length > 0) controller.enqueue(left.shift());
            else if (end === "close") controller.close();
            else if (end === "error") controller.error(new Error("hostile"));
            else return new Promise(() => {});
            return undefined;
          },
        });
      },
  );

const anyStatus = fc.oneof(
  fc.oneof(fc.integer({ min: -1, max: 1_000 }), fc.constantFrom(200, 201, 204, 400, 429, 503)).map(
    (status): Make =>
      () =>
        status,
  ),
  anyHostile,
);

/** Anything in the place of a Response. */
export const anyReply: fc.Arbitrary<Make> = fc.oneof(
  anyHostile,
  fc
    .record(
      {
        status: anyStatus,
        type: constant("basic", "error", "opaqueredirect", 7),
        redirected: constant(true, false, "true"),
        headers: anyHeaders,
        body: fc.oneof(anyStream, anyHostile),
        text: fc.oneof(
          anyHostile.map(
            (make): Make =>
              () =>
                make,
          ),
          constant(
            fail,
            async () => "{}",
            async () => fail(),
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map(objectOf),
  anyStream.map(
    (make): Make =>
      () => {
        const body = make();
        return body instanceof ReadableStream ? new Response(body) : { status: 200, body };
      },
  ),
);
