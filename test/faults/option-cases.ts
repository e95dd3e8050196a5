// Cases in which the user's own fetch or key function is what fails. Free of Node, for every runtime.
import type { ClientOptions } from "../../src/index.ts";
import { type FaultCase, reply } from "./case.ts";
import { succeed, theRecord } from "./record-cases.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;
type MakeOptions = NonNullable<FaultCase["options"]>;

const ONCE = { maxRetries: 0 };
const LOST = { code: "connection-failed", outcome: "unknown", attempts: 1 } as const;

/** Makes a fetch that sends, and then does something else with the reply. */
function afterwards(change: (response: Response) => unknown): MakeOptions {
  return ({ fetch }) => ({
    fetch: (async (url, init) => change(await fetch(url, init))) as Fetch,
  });
}

/** Makes a fetch that sends nothing. */
function instead(give: () => unknown): MakeOptions {
  return () => ({ fetch: (async () => give()) as Fetch });
}

function fail(fields: object): never {
  throw Object.assign(new TypeError("fetch failed"), fields);
}

// What Node's own fetch rejects with where a connection is refused; here it comes from an audit log, say.
const refusedElsewhere = {
  cause: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:6379"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  }),
};
const inherited = Object.create({ sent: false }) as object;
const status = (given: unknown) => (response: Response) => ({
  status: given,
  headers: response.headers,
  body: null,
  text: async () => "{}",
});

const fetches: FaultCase[] = [
  ...(
    [
      ["fails after sending as if the connection had been refused", afterwards(() => fail(refusedElsewhere))],
      ["fails after sending with an error that inherits sent", afterwards(() => Promise.reject(inherited))],
      ["gives Response.error() after sending", afterwards(() => Response.error())],
      ["gives nothing after sending", afterwards(() => undefined)],
      ["rejects with nothing after sending", afterwards(() => Promise.reject())],
      ["gives a status of 100", afterwards(status(100))],
      ["gives a status that is no number", afterwards(status("200"))],
    ] as [string, MakeOptions][]
  ).map(([kind, options]) => ({
    when: `the user's own fetch ${kind}`,
    server: [succeed],
    limits: ONCE,
    options,
    end: LOST,
  })),
  {
    when: "the user's own fetch says that nothing was sent",
    limits: ONCE,
    options: instead(() => fail({ sent: false })),
    end: { ...LOST, outcome: "not-applied", requests: 0, says: ["Nothing was changed"] },
  },
  {
    when: "the user's own fetch fails after an attempt in doubt, and says that nothing was sent",
    server: [reply(503, "")],
    limits: { maxRetries: 1 },
    options: ({ fetch }) => {
      let calls = 0;
      return { fetch: (url, init) => (calls++ === 0 ? fetch(url, init) : fail({ sent: false })) };
    },
    end: { ...LOST, attempts: 2, requests: 1 },
  },
  {
    when: "the user's own fetch never ends",
    limits: ONCE,
    cue: { at: "told by the case", does: "time out" },
    options: ({ cue }) => ({
      fetch() {
        cue();
        return new Promise(() => {});
      },
    }),
    end: { code: "timed-out", outcome: "unknown", attempts: 1, requests: 0 },
  },
  {
    when: "the user's own fetch hides a redirect",
    server: [reply(307, "")],
    options: afterwards(() => ({
      type: "opaqueredirect",
      status: 0,
      headers: new Headers(),
      body: null,
      text: async () => "",
    })),
    end: { code: "redirect-refused", outcome: "unknown", attempts: 1 },
  },
  {
    when: "the user's own fetch follows a redirect",
    server: [succeed],
    options: afterwards((response) => Object.defineProperty(response, "redirected", { value: true })),
    end: {
      code: "redirect-refused",
      outcome: "unknown",
      attempts: 1,
      status: 200,
      says: ['redirect: "manual"'],
    },
  },
  {
    when: "the user's own fetch gives no more than a status, headers and a text",
    server: [succeed],
    options: afterwards((response) => ({
      status: response.status,
      headers: response.headers,
      text: () => response.text(),
    })),
    end: { record: theRecord, attempts: 1 },
  },
  {
    when: "the user's own fetch gives headers whose names are none",
    server: [succeed],
    options: afterwards(() => ({
      status: 404,
      headers: {
        get: () => null,
        forEach(visit: (value: string, name: string) => void) {
          for (const name of ["x y", "", "ä", "\r\n"]) visit("1", name);
        },
      },
      text: async () => JSON.stringify({ detail: "Not found" }),
    })),
    end: {
      code: "not-found",
      outcome: "not-applied",
      attempts: 1,
      status: 404,
      body: { detail: "Not found" },
    },
  },
  {
    when: "there is no fetch",
    withoutFetch: true,
    end: { code: "invalid-config", outcome: "not-applied", attempts: 0, says: ["there is no fetch"] },
  },
];

const keyless = { code: "invalid-config", outcome: "not-applied", attempts: 0 } as const;
const keys: FaultCase[] = [
  ...(
    [
      ["throws", () => fail({}), "function in the option apiKey failed"],
      ["rejects", () => Promise.reject(new Error("vault sealed")), "vault sealed"],
      ["gives nothing", () => undefined, "must be a text"],
      ["gives a number", async () => 7, "must be a text"],
      ["gives an empty text", async () => "", "is empty"],
      ["gives a line break", async () => "a\nb", "printable"],
    ] as [string, () => unknown, string][]
  ).map(([kind, apiKey, words]) => ({
    when: `the key function ${kind}`,
    server: [succeed],
    options: () => ({ apiKey: apiKey as () => string }),
    end: { ...keyless, says: ["apiKey", words, "Nothing was changed"] },
  })),
  {
    when: "the key function fails after an attempt in doubt",
    server: [reply(503, "")],
    options: () => {
      let calls = 0;
      return { apiKey: () => (calls++ === 0 ? "as-fault-suite-key" : fail({})) };
    },
    end: { ...keyless, outcome: "unknown", attempts: 1, says: ["not sent again", "option apiKey failed"] },
  },
  {
    when: "the key function never ends",
    server: [succeed],
    limits: ONCE,
    cue: { at: "told by the case", does: "time out" },
    options: ({ cue }) => ({
      apiKey() {
        cue();
        return new Promise(() => {});
      },
    }),
    end: { ...keyless, code: "timed-out", says: ["apiKey", "Nothing was changed"] },
  },
  {
    when: "it is aborted while the key is awaited",
    server: [succeed],
    cue: { at: "told by the case", does: "abort" },
    options: ({ cue }) => ({
      apiKey() {
        cue();
        return new Promise(() => {});
      },
    }),
    end: { ...keyless, code: "aborted", says: ["was aborted", "Nothing was changed"] },
  },
];

export const optionCases: readonly FaultCase[] = [...fetches, ...keys];
