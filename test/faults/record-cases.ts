// Cases in which a record arrives, at once or at a further attempt. Data only, for every runtime.
import { type FaultCase, head, reply } from "./case.ts";
import { nameless, only, respelled, type Story, withIds } from "./stories.ts";

export const theRecord = ({ record }: Story): unknown => record;
export const recordText = (story: Story): string => JSON.stringify(story.record);
export const succeed = reply(200, recordText);

/** Writes texts as the chunks of a body. */
export function chunked(...texts: string[]): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length.toString(16);
  return texts.map((text) => `${bytes(text)}\r\n${text}\r\n`).join("");
}

const atOnce: Omit<FaultCase, "end">[] = [
  { when: "the reply is a record", server: [succeed] },
  { when: "the status is 201", server: [reply(201, recordText)] },
  { when: "a record comes as text/plain", server: [reply(200, recordText, "text/plain")] },
  { when: "a record comes without a content type", server: [reply(200, recordText, "")] },
  {
    when: "a record comes after a byte order mark",
    server: [reply(200, (story) => `\uFEFF${recordText(story)}`)],
  },
  {
    when: "a record comes in chunks",
    server: [
      {
        send: (told) =>
          `${head(200, { "transfer-encoding": "chunked" })}${chunked("{", recordText(told).slice(1), "")}`,
        next: "keep",
      },
    ],
  },
  {
    when: "a record ends with the connection",
    server: [{ send: (told) => head(200, { connection: "close" }) + recordText(told), next: "close" }],
  },
  {
    when: "early hints come before the record",
    server: [
      {
        send: (told) => [
          "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n",
          ...[succeed.send?.(told) ?? ""].flat(),
        ],
        next: "keep",
      },
    ],
  },
  {
    when: "a header of the record holds bytes beyond ASCII",
    server: [
      {
        send: (told) => [
          head(200, { connection: "close" }).slice(0, -2),
          Uint8Array.of(120, 45, 97, 58, 32, 233, 255, 128, 13, 10, 13, 10),
          recordText(told),
        ],
        next: "close",
      },
    ],
  },
  { when: "the certificate is trusted", entry: "tls", network: "trusting", server: [succeed] },
];

const resolving = (part: Omit<FaultCase, "end">): FaultCase => ({
  ...part,
  end: { record: theRecord, attempts: 1 },
});

/** A record is what has its own id, or no id and two fields. */
const identities: FaultCase[] = (
  [
    ["spells its ids in another way", respelled],
    ["has its ids and nothing else", (story) => only(story, story.idFields)],
    ["does not repeat its ids", nameless],
    ["has null for its ids", (story) => withIds(story, null)],
    ["has two fields, and no id", (story) => only(story, Object.keys(nameless(story)).slice(0, 2))],
    ["has a field that is unknown", ({ record }) => ({ ...record, unknown_field: { a: [1] } })],
  ] as [string, (story: Story) => unknown][]
).map(([kind, record]) => ({
  when: `the record ${kind}`,
  server: [reply(200, (story) => JSON.stringify(record(story)))],
  end: { record, attempts: 1 },
}));

const further: Omit<FaultCase, "end">[] = [
  ...[408, 429, 500, 502, 503, 504].map((status) => ({
    when: `a record follows a ${status}`,
    server: [reply(status, ""), succeed],
  })),
  { when: "a record follows a reset connection", server: [{ next: "reset" }, succeed] },
  {
    when: "a record follows a silent server",
    server: [{ next: "stall" }, succeed],
    cue: { at: "request arrives", does: "time out" },
  },
  {
    when: "a record follows a 503 whose body stalls",
    server: [{ send: () => head(503, { "content-length": 9 }), next: "stall" }, succeed],
    cue: { at: "body awaited", does: "time out" },
  },
  {
    when: "a record follows a Retry-After of 0",
    server: [reply(503, "", "", { "retry-after": "0" }), succeed],
  },
  {
    when: "a record follows a Retry-After that has passed",
    server: [reply(503, "", "", { "retry-after": ({ date }) => date(-60) }), succeed],
  },
  {
    when: "a record follows a Retry-After of garbage",
    server: [reply(503, "", "", { "retry-after": "soon" }), succeed],
  },
];

export const recordCases: readonly FaultCase[] = [
  ...atOnce.map(resolving),
  ...identities,
  ...further.map((part): FaultCase => ({ ...part, end: { record: theRecord, attempts: 2 } })),
];
