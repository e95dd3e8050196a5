// Cases of the fault suite in which a whole reply arrives, or begins to. Data only, for every runtime.
import { type Behaviour, type FaultCase, head, reply } from "./case.ts";

const RECORD = { id: "7", version: "0.269.1" };
export const JSON_RECORD = JSON.stringify(RECORD);
const DETAIL = { detail: "Out of beam time" };
export const REFUSED = { outcome: "not-applied", attempts: 1 } as const;
export const APPLIED = { code: "unreadable-reply", outcome: "applied", attempts: 1, status: 200 } as const;

export const succeed = reply(200, JSON_RECORD);
export const silence: Behaviour = { next: "stall" };
export const headersOnly = head(200, { "content-type": "application/json", "content-length": "9" });
export const halfBody = `${head(200, { "content-type": "application/json", "content-length": "300" })}{"id": "7", `;
const halfChunked = `${head(200, { "content-type": "application/json", "transfer-encoding": "chunked" })}b\r\n{"id": "7",\r\n`;

const successes: FaultCase[] = [
  { when: "the reply is a record", server: [succeed] },
  { when: "the status is 201", server: [reply(201, JSON_RECORD)] },
  { when: "a record comes as text/plain", server: [reply(200, JSON_RECORD, "text/plain")] },
  { when: "a record comes without a content type", server: [reply(200, JSON_RECORD, "")] },
  { when: "a record comes after a byte order mark", server: [reply(200, `\uFEFF${JSON_RECORD}`)] },
  {
    when: "a record comes in chunks",
    server: [
      {
        send: `${head(200, { "transfer-encoding": "chunked" })}1\r\n{\r\n${(JSON_RECORD.length - 1).toString(16)}\r\n${JSON_RECORD.slice(1)}\r\n0\r\n\r\n`,
        next: "keep",
      },
    ],
  },
  {
    when: "a record ends with the connection",
    server: [{ send: head(200, { connection: "close" }) + JSON_RECORD, next: "close" }],
  },
  {
    when: "early hints come before the record",
    server: [
      { ...succeed, send: `HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n${succeed.send}` },
    ],
  },
  { when: "the certificate is trusted", entry: "tls", trusted: true, server: [succeed] },
].map((settled) => ({ ...settled, end: { record: RECORD, attempts: 1 } }) as FaultCase);

const secondAttempts: FaultCase[] = [
  ...[408, 429, 500, 502, 503, 504].map((status) => ({
    when: `a record follows a ${status}`,
    server: [reply(status, ""), succeed],
  })),
  { when: "a record follows a reset connection", server: [{ next: "reset" }, succeed] },
  { when: "a record follows a silent server", server: [silence, succeed], limits: { timeoutMs: 100 } },
  {
    when: "a record follows a 503 whose body stalls",
    server: [{ send: head(503, { "content-length": "9" }), next: "stall" }, succeed],
    limits: { timeoutMs: 100 },
  },
  {
    when: "a record follows a Retry-After of 0",
    server: [reply(503, "", "", { "retry-after": "0" }), succeed],
  },
  {
    when: "a record follows a Retry-After that has passed",
    server: [reply(503, "", "", { "retry-after": "{date:-60}" }), succeed],
  },
  {
    when: "a record follows a Retry-After of garbage",
    server: [reply(503, "", "", { "retry-after": "soon" }), succeed],
  },
].map((settled) => ({ ...settled, end: { record: RECORD, attempts: 2 } }) as FaultCase);

const CODES: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "unprocessable",
  429: "rate-limited",
};
const SENT_AGAIN = [408, 429, 500, 502, 503, 504];
const BODIES = [
  { kind: "JSON", type: "application/json", text: JSON.stringify(DETAIL), body: DETAIL },
  { kind: "text", type: "text/plain", text: "no beam", body: "no beam" },
  { kind: "HTML", type: "text/html", text: "<h1>no beam</h1>", body: "<h1>no beam</h1>" },
  { kind: "an empty body", type: "", text: "", body: undefined },
  { kind: "invalid JSON", type: "application/json", text: '{"detail": ', body: '{"detail": ' },
  { kind: "JSON null", type: "application/json", text: "null", body: null },
];

function statusCase(status: number, { kind, type, text, body }: (typeof BODIES)[number]): FaultCase {
  const again = SENT_AGAIN.includes(status);
  return {
    when: `the status is ${status} with ${kind}`,
    server: [reply(status, text, type)],
    end: {
      code: CODES[status] ?? (status >= 500 ? "server-error" : "rejected"),
      outcome: status === 408 || status >= 500 ? "unknown" : "not-applied",
      attempts: again ? 3 : 1,
      status,
      body,
      says: [`status ${status}`, ...(kind === "JSON" ? ["Out of beam time"] : [])],
      hides: kind === "HTML" ? ["<h1>"] : [],
    },
  };
}

const statuses: FaultCase[] = [
  ...[400, 401, 403, 404, 408, 422, 429, 500, 503].flatMap((status) =>
    BODIES.map((body) => statusCase(status, body)),
  ),
  ...[
    402, 405, 409, 410, 413, 415, 418, 423, 425, 428, 451, 499, 501, 502, 504, 505, 507, 530, 599, 600, 999,
  ].flatMap((status) => BODIES.slice(0, 1).map((body) => statusCase(status, body))),
];

const redirects: FaultCase[] = [300, 301, 302, 303, 304, 305, 307, 308].flatMap((status) => [
  ...(["self", "other"] as const).map((target) => ({
    when: `the status is ${status} to ${target === "self" ? "the same" : "another"} origin`,
    server: [reply(status, "", "", { location: `{${target}}` })],
    end: {
      ...REFUSED,
      code: "redirect-refused",
      status,
      says: ["base URL", `{${target}}`],
      hides: ["/followed"],
    },
  })),
  {
    when: `the status is ${status} without a location`,
    server: [reply(status, "", "")],
    end: { ...REFUSED, code: "redirect-refused", status, hides: [" to http"] },
  },
]);
redirects.push({
  when: "the body of a redirect stalls",
  server: [{ send: head(307, { location: "{other}", "content-length": "9" }), next: "stall" }],
  end: { ...REFUSED, code: "redirect-refused", status: 307, says: ["{other}"] },
});

const unreadable: FaultCase[] = [
  ["HTML", "<h1>Welcome</h1>", "text/html", "<h1>Welcome</h1>"],
  ["text", "done", "text/plain", "done"],
  ["broken JSON", '{"id": "7"', "application/json", '{"id": "7"'],
  ["null", "null", "application/json", null],
  ["an array", "[1]", "application/json", [1]],
  ["a number", "7", "application/json", 7],
  ["a string", '"done"', "application/json", "done"],
  ["an empty body", "", "application/json", undefined],
].map(([kind, text, type, body]) => ({
  when: `the status is 200 with ${kind}`,
  server: [reply(200, text as string, type as string)],
  end: { ...APPLIED, body, says: ["status 200"] },
}));
unreadable.push(
  {
    when: "the status is 204",
    server: [{ send: head(204), next: "keep" }],
    end: { ...APPLIED, status: 204, says: ["status 204"] },
  },
  {
    when: "the status is 200 with chunks of nothing",
    server: [{ send: `${head(200, { "transfer-encoding": "chunked" })}0\r\n\r\n`, next: "keep" }],
    end: APPLIED,
  },
  {
    when: "the status is 200 with a body that is not the gzip it claims to be",
    server: [reply(200, JSON_RECORD, "application/json", { "content-encoding": "gzip" })],
    end: APPLIED,
  },
  {
    when: "the body is truncated by the end of the connection",
    server: [{ send: halfBody, next: "close" }],
    end: APPLIED,
  },
  { when: "the body is cut by a reset", server: [{ send: halfBody, next: "reset" }], end: APPLIED },
  { when: "the chunks are cut", server: [{ send: halfChunked, next: "close" }], end: APPLIED },
  { when: "a reset follows the headers", server: [{ send: headersOnly, next: "reset" }], end: APPLIED },
  {
    when: "the Content-Length is too short",
    server: [
      { send: head(200, { "content-length": "5", connection: "close" }) + JSON_RECORD, next: "close" },
    ],
    end: { ...APPLIED, body: '{"id"' },
  },
);

const echo = { "x-echo": "key={key}" };
const echoes: FaultCase[] = [
  {
    when: "a 401 repeats the key in JSON and in a header",
    server: [reply(401, '{"detail": "{key} is unknown"}', "application/json", echo)],
    end: { ...REFUSED, code: "unauthorized", status: 401, body: { detail: "[API key] is unknown" } },
  },
  {
    when: "a 500 repeats the key in text",
    server: [reply(500, "x-api-key: {key}", "text/plain", echo)],
    end: {
      code: "server-error",
      outcome: "unknown",
      attempts: 3,
      status: 500,
      body: "x-api-key: [API key]",
    },
  },
  {
    when: "a success that is no record repeats the key",
    server: [reply(200, '["{key}"]', "application/json", echo)],
    end: { ...APPLIED, body: ["[API key]"] },
  },
  {
    when: "a redirect repeats the key in its location",
    server: [reply(307, "", "", { location: "{other}?key={key}" })],
    end: { ...REFUSED, code: "redirect-refused", status: 307, says: ["{other}"], hides: ["key="] },
  },
];

export const replyCases: readonly FaultCase[] = [
  ...successes,
  ...secondAttempts,
  ...statuses,
  ...redirects,
  ...unreadable,
  ...echoes,
];
