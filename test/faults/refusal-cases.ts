// Cases in which a status says that the update failed, or leads elsewhere. Data only, for every runtime.
import { type FaultCase, head, reply } from "./case.ts";

const CODES: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "unprocessable",
  429: "rate-limited",
};
const RETRIED = [408, 429, 500, 502, 503, 504];
const DOUBTFUL = [408, 425, 460, 499];
const DETAIL = { detail: "Out of beam time" };
const WORDS = "Out of beam time";

interface Body {
  readonly kind: string;
  readonly type: string;
  readonly text: string;
  readonly body: unknown;
  readonly words?: string;
}

const JSON_BODY: Body = {
  kind: "JSON",
  type: "application/json",
  text: JSON.stringify(DETAIL),
  body: DETAIL,
  words: WORDS,
};
const SPACES = `a${" ".repeat(65_000)}x`;
const BODIES: readonly Body[] = [
  JSON_BODY,
  { kind: "text", type: "text/plain", text: "no beam", body: "no beam", words: "no beam" },
  { kind: "HTML", type: "text/html", text: "<h1>no beam</h1>", body: "<h1>no beam</h1>" },
  { kind: "an empty body", type: "", text: "", body: undefined },
  { kind: "invalid JSON", type: "application/json", text: '{"detail": ', body: '{"detail": ' },
  { kind: "JSON null", type: "application/json", text: "null", body: null },
];
const ODD_BODIES: readonly Body[] = [
  ...[{ detail: { message: WORDS, id: 7 } }, { message: WORDS }, { error: { message: WORDS } }].map(
    (body) => ({
      kind: `its words in ${JSON.stringify(body).replace(WORDS, "…")}`,
      type: "application/json",
      text: JSON.stringify(body),
      body,
      words: WORDS,
    }),
  ),
  // Joining runs of spaces once took time that grew with the square of their number.
  { kind: "65,000 spaces in text", type: "text/plain", text: SPACES, body: SPACES },
  {
    kind: "65,000 spaces in JSON",
    type: "application/json",
    text: JSON.stringify({ detail: SPACES }),
    body: { detail: SPACES },
  },
  {
    kind: "100,000 levels of JSON",
    type: "application/json",
    text: "[".repeat(100_000),
    body: "[".repeat(64 * 1024),
  },
  { kind: "a megabyte of text", type: "text/plain", text: "x".repeat(2 ** 20), body: "x".repeat(64 * 1024) },
];

function statusCase(status: number, { kind, type, text, body, words }: Body): FaultCase {
  return {
    when: `the status is ${status} with ${kind}`,
    server: [reply(status, text, type)],
    end: {
      code: CODES[status] ?? (status >= 500 ? "server-error" : "rejected"),
      outcome: DOUBTFUL.includes(status) || status >= 500 ? "unknown" : "not-applied",
      attempts: RETRIED.includes(status) ? 3 : 1,
      status,
      body,
      says: [`status ${status}`, ...(words ? [words] : [])],
      hides: ["<h1>", "[[["],
    },
  };
}

const statuses: FaultCase[] = [
  ...[400, 401, 403, 404, 408, 422, 429, 500, 503].flatMap((status) =>
    BODIES.map((body) => statusCase(status, body)),
  ),
  ...[
    402, 405, 406, 409, 410, 411, 413, 414, 415, 417, 418, 423, 424, 425, 428, 431, 451, 460, 499, 501, 502,
    504, 505, 507, 511, 520, 524, 530, 599, 600, 999,
  ].map((status) => statusCase(status, JSON_BODY)),
  ...ODD_BODIES.map((body) => statusCase(400, body)),
];

// Only these two ask for the same request again.
const UNDONE = [307, 308];

const redirects: FaultCase[] = [300, 301, 302, 303, 304, 305, 307, 308].flatMap((status) => {
  const end = {
    outcome: UNDONE.includes(status) ? ("not-applied" as const) : ("unknown" as const),
    code: "redirect-refused",
    attempts: 1,
    status,
  };
  return [
    ...(["self", "other"] as const).map((target) => ({
      when: `the status is ${status} to ${target === "self" ? "the same" : "another"} origin`,
      server: [reply(status, "", "", { location: (told) => told[target] })],
      end: { ...end, says: ["base URL", `{${target}}`], hides: ["/followed"] },
    })),
    {
      when: `the status is ${status} without a location`,
      server: [reply(status, "", "")],
      end: { ...end, hides: [" to http"] },
    },
  ];
});
redirects.push({
  when: "the body of a redirect stalls",
  server: [{ send: ({ other }) => head(307, { location: other, "content-length": 9 }), next: "stall" }],
  end: {
    code: "redirect-refused",
    outcome: "not-applied",
    attempts: 1,
    status: 307,
    says: ["{other}"],
  },
});

const refused = { outcome: "not-applied", attempts: 1 } as const;
const echo = { "x-echo": ({ key }: { key: string }) => `key=${key}` };
const echoes: FaultCase[] = [
  {
    when: "a 401 repeats the key in JSON and in a header",
    server: [
      reply(401, ({ key }) => JSON.stringify({ detail: `${key} is unknown` }), "application/json", echo),
    ],
    end: { ...refused, code: "unauthorized", status: 401, body: { detail: "[API key] is unknown" } },
  },
  {
    when: "a 500 repeats the key in text",
    server: [reply(500, ({ key }) => `x-api-key: ${key}`, "text/plain", echo)],
    end: { code: "server-error", outcome: "unknown", attempts: 3, status: 500, body: "x-api-key: [API key]" },
  },
  {
    when: "a success that is no record repeats the key",
    server: [reply(200, ({ key }) => JSON.stringify([key]), "application/json", echo)],
    end: { code: "unreadable-reply", outcome: "unknown", attempts: 1, status: 200, body: ["[API key]"] },
  },
  {
    when: "a redirect repeats the key in its location",
    server: [reply(307, "", "", { location: ({ other, key }) => `${other}?key=${key}` })],
    end: { ...refused, code: "redirect-refused", status: 307, says: ["{other}"], hides: ["key="] },
  },
];

const mixed: FaultCase[] = [
  {
    when: "a 404 follows a 503",
    server: [reply(503, ""), reply(404, "")],
    end: { outcome: "unknown", code: "not-found", attempts: 2, status: 404 },
  },
  {
    when: "a 422 follows a 429",
    server: [reply(429, ""), reply(422, "")],
    end: { outcome: "not-applied", code: "unprocessable", attempts: 2, status: 422 },
  },
  {
    when: "a redirect follows a reset",
    server: [{ next: "reset" }, reply(307, "", "", { location: ({ other }) => other })],
    end: { outcome: "unknown", code: "redirect-refused", attempts: 2, status: 307 },
  },
  {
    when: "an empty success follows a 500",
    server: [reply(500, ""), reply(200, "")],
    end: { outcome: "applied", code: "unreadable-reply", attempts: 2, status: 200 },
  },
  {
    when: "a success that is no record follows a 429",
    server: [reply(429, ""), reply(200, "done")],
    end: { outcome: "unknown", code: "unreadable-reply", attempts: 2, status: 200, body: "done" },
  },
];

export const refusalCases: readonly FaultCase[] = [...statuses, ...redirects, ...echoes, ...mixed];
