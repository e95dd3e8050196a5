// Cases in which the status is a success, but no record of the update comes with it. Data only, for every runtime.
import { type Behaviour, begin, type End, type FaultCase, head, reply } from "./case.ts";
import { chunked, recordText } from "./record-cases.ts";
import { foreign, nameless, ofAnotherOperation, only, type Story, sibling, withIds } from "./stories.ts";

export const APPLIED = { code: "unreadable-reply", outcome: "applied", attempts: 1, status: 200 } as const;
const UNKNOWN = { ...APPLIED, outcome: "unknown" } as const;
const BEYOND = 9 * 2 ** 20;

/** Bodies that are whole, and no record. */
const others: FaultCase[] = [
  ...(
    [
      ["HTML", "<h1>Welcome</h1>", "text/html", "<h1>Welcome</h1>"],
      ["HTML that begins as an object does", '{"id": <h1>', "text/html", '{"id": <h1>'],
      ["text", "done", "text/plain", "done"],
      ["null", "null", "application/json", null],
      ["an array", "[1]", "application/json", [1]],
      ["a number", "7", "application/json", 7],
      ["a string", '"done"', "application/json", "done"],
      ["an object without a field", "{}", "application/json", {}],
      ["JSON of another kind", '{"status":"ok"}', "application/json", { status: "ok" }],
      ["an error", '{"detail":"queued"}', "application/json", { detail: "queued" }],
    ] as const
  ).map(([kind, text, type, body]) => ({
    when: `the status is 200 with ${kind}`,
    server: [reply(200, text, type)],
    end: { ...UNKNOWN, body, says: ["status 200"], hides: ["<h1>"] },
  })),
  ...(
    [
      ["another record, as where replies of a connection are mixed up", foreign],
      ["another record of the same parent", sibling],
      ["a record of another operation", ofAnotherOperation],
      ["a record whose ids are empty", (story) => withIds(story, "")],
      ["a record whose ids are objects", (story) => withIds(story, {})],
      [
        "no more than a field of the record",
        (story) => only(story, Object.keys(nameless(story)).slice(0, 1)),
      ],
      ["a list of the record", ({ record }) => [record]],
      ["the record in an envelope", ({ record }) => ({ data: record })],
    ] as [string, (story: Story) => unknown][]
  ).map(([kind, body]) => ({
    when: `the status is 200 with ${kind}`,
    server: [reply(200, (story) => JSON.stringify(body(story)))],
    end: { ...UNKNOWN, body },
  })),
  {
    when: "the status is 200 with another record that is cut",
    server: [begin(200, (story) => JSON.stringify(foreign(story)), -1, "close")],
    end: UNKNOWN,
  },
];

/** Statuses that promise no record, whatever their body is. */
const statuses: FaultCase[] = [202, 203, 206, 207, 226, 299].map((status) => ({
  when: `the status is ${status} with a record`,
  server: [reply(status, recordText)],
  end: { ...UNKNOWN, status, body: ({ record }: Story) => record, says: [`status ${status}`] },
}));
statuses.push(
  {
    when: "the status is 202 with an empty body",
    server: [reply(202, "")],
    end: { ...UNKNOWN, status: 202 },
  },
  {
    when: "the status is 204",
    server: [{ send: () => head(204), next: "keep" }],
    end: { ...APPLIED, status: 204, says: ["status 204"] },
  },
  {
    when: "the status is 201 with an empty body",
    server: [reply(201, "")],
    end: { ...APPLIED, status: 201, says: ["status 201"] },
  },
);

/** Bodies that are missing, cut or broken where the record would stand. */
const broken = "{broken";
const cut = (when: string, behaviour: Behaviour, end: End = APPLIED): FaultCase => ({
  when,
  server: [behaviour],
  end,
});
const half = (next: Behaviour["next"]): Behaviour => begin(200, recordText, 60, next);
const parts: FaultCase[] = [
  cut("the status is 200 with an empty body", reply(200, ""), { ...APPLIED, says: ["status 200"] }),
  cut("the status is 200 with broken JSON", reply(200, broken), { ...APPLIED, body: broken }),
  cut("the status is 200 with spaces only", reply(200, "  \n")),
  cut("the status is 200 with chunks of nothing", {
    send: () => head(200, { "transfer-encoding": "chunked" }) + chunked(""),
    next: "keep",
  }),
  cut(
    "the status is 200 with a body that is not the gzip it claims to be",
    reply(200, recordText, "application/json", { "content-encoding": "gzip" }),
  ),
  cut("the body is truncated by the end of the connection", half("close")),
  cut("the chunks are cut", {
    send: (told) => head(200, { "transfer-encoding": "chunked" }) + chunked(recordText(told).slice(0, 60)),
    next: "close",
  }),
  cut("the Content-Length is too short", {
    send: (told) => head(200, { "content-length": 5, connection: "close" }) + recordText(told),
    next: "close",
  }),
  {
    ...cut("the body is cut by a reset", half("reset at the cue")),
    cue: { at: "body awaited", does: "reset" },
  },
  {
    ...cut("a reset follows the headers", begin(200, "", 0, "reset at the cue")),
    cue: { at: "body awaited", does: "reset" },
  },
];

/** Bodies that are larger than any record. */
const compressed = head(200, { "content-encoding": "gzip", connection: "close" });
const large: FaultCase[] = [
  cut(
    "a record is larger than 8 MiB",
    reply(200, (story) => recordText(story).replace("{", `{${" ".repeat(BEYOND)}`)),
  ),
  cut("an object without end comes", { send: () => `${head(200)}{"a":"`, next: "flood" }),
  cut("a text without end comes", { send: () => `${head(200)}a`, next: "flood" }, UNKNOWN),
  cut("a bomb of gzip begins as an object does", {
    send: ({ bomb }) => [compressed, bomb('{"a":"')],
    next: "close",
  }),
  cut("a bomb of gzip is text", { send: ({ bomb }) => [compressed, bomb("a")], next: "close" }, UNKNOWN),
  {
    when: "the body of a 400 is a bomb of gzip",
    server: [
      {
        send: ({ bomb }) => [head(400, { "content-encoding": "gzip", connection: "close" }), bomb("a")],
        next: "close",
      },
    ],
    end: { code: "rejected", outcome: "not-applied", attempts: 1, status: 400 },
  },
];

export const unreadableCases: readonly FaultCase[] = [...others, ...statuses, ...parts, ...large];
