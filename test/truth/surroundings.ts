// The user's own parts of a call: key functions, implementations of fetch, middleware. Free of Node.
import type { FetchInit, FetchReply } from "../../src/index.ts";
import type { Call, FetchKind } from "./script.ts";

export type UserFetch = (url: string, init: FetchInit) => Promise<FetchReply>;

const TEXT_KEY = "as-truth-machine-key";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
// A new one each time, as whoever waits for a promise is kept for as long as it is.
const never = (): Promise<never> => new Promise(() => {});

interface Key {
  readonly apiKey: string | (() => string | Promise<string>);
  /** Number of keys that a function has given, which the last of them holds. */
  given(): number;
}

/** Makes the option `apiKey`; `asked` is called whenever a function is asked for the key. */
export function makeKey({ key, id }: Call, asked: () => void): Key {
  if (key === "text") return { apiKey: TEXT_KEY, given: () => 0 };
  let attempt = 0;
  const next = (): string => `attempt-${++attempt}-of-${id}`;
  const failure = new Error("the key store is away");
  const give: Record<Exclude<typeof key, "text">, () => string | Promise<string>> = {
    function: next,
    "async-function": async () => next(),
    "slow-function": () => pause(id % 12).then(next),
    "failing-function": () => {
      throw failure;
    },
    "rejecting-function": () => Promise.reject(failure),
    "nonsense-function": () => [undefined, "", "two\nlines", 42, null, {}][id % 6] as string,
    "hanging-function": never,
    "fails-later": () => (attempt > 0 ? Promise.reject(failure) : next()),
  };
  const apiKey = (): string | Promise<string> => {
    asked();
    return give[key]();
  };
  return { apiKey, given: () => attempt };
}

/** Errors that the world's own implementations of fetch reject with, many of which look like a refused connection. */
const errors: readonly ((foreign: unknown) => unknown)[] = [
  () =>
    new TypeError("fetch failed", { cause: coded("connect ECONNREFUSED 127.0.0.1:6379", "ECONNREFUSED") }),
  () => coded("connect ECONNREFUSED 127.0.0.1:6379", "ECONNREFUSED"),
  () => new TypeError("fetch failed", { cause: coded("getaddrinfo ENOTFOUND audit.invalid", "ENOTFOUND") }),
  () => coded("certificate has expired", "CERT_HAS_EXPIRED"),
  () => coded("Unable to connect. Is the computer able to access the url?", "ConnectionRefused"),
  () => new TypeError("error sending request: client error (Connect): Connection refused (os error 111)"),
  () => coded("Connect Timeout Error", "UND_ERR_CONNECT_TIMEOUT"),
  () =>
    new TypeError("fetch failed", {
      cause: coded("Proxy response (407) !== 200 when HTTP Tunneling", "UND_ERR_ABORTED"),
    }),
  () => new TypeError("fetch failed", { cause: new Error("bad port") }),
  () => coded("too many open files", "EMFILE"),
  () => new DOMException("This operation was aborted", "AbortError"),
  () => new DOMException("The operation timed out", "TimeoutError"),
  () => new Error("no more"),
  () => Object.freeze(new Error("frozen")),
  () => undefined,
  () => null,
  () => "a text",
  () => 42,
  () => ({ sent: 0 }),
  () => Object.assign(new Error("not sent"), { sent: "false" }),
  () => Object.assign(new Error("not sent"), { sent: undefined }),
  () => Object.create({ sent: false, message: "inherited" }),
  () => new Error("wrapped", { cause: Object.assign(new Error("not sent"), { sent: false }) }),
  () => new AggregateError([coded("connect ECONNREFUSED ::1:6379", "ECONNREFUSED")], "all failed"),
  () => ({
    get message(): string {
      throw new Error("unreadable");
    },
    get sent(): boolean {
      throw new Error("unreadable");
    },
  }),
  () => {
    const error: Error & { cause?: unknown } = new Error("its own cause");
    error.cause = error;
    return error;
  },
  // Of another call, which says truly that it changed nothing.
  (foreign) => foreign,
  (foreign) => new Error("wrapped", { cause: foreign }),
];

function coded(message: string, code: string): Error {
  return Object.assign(new Error(message), { code, syscall: "connect", errno: -111 });
}

export function makeError(index: number, foreign: unknown): unknown {
  return errors[index % errors.length]?.(foreign);
}

const oddReplies: readonly (() => unknown)[] = [
  () => undefined,
  () => ({}),
  () => ({ status: 202 }),
  () => ({ status: "200", headers: new Headers(), text: async () => "{}" }),
  () => ({ status: 0, headers: new Headers(), text: async () => "" }),
  () => ({ status: 101, headers: new Headers(), text: async () => "" }),
  () => ({ status: 503, headers: { get: () => 0.007, forEach() {} }, text: () => "no promise" }),
  () => ({ status: 202, headers: new Headers(), text: () => Promise.reject(new Error("unreadable")) }),
  () => Response.error(),
  () => 42,
];

// undici ends the process where a server closes the connection of a large body that nobody reads.
const letGo = async (reply: Response): Promise<void> => reply.body?.cancel();

/** Makes the option `fetch`. `sends` and `replied` are called around what is really sent. */
export function makeFetch(
  call: Call,
  foreign: unknown,
  sends: () => void,
  replied: () => void,
): UserFetch | undefined {
  const { fetches, error = 0, id } = call;
  if (!fetches) return undefined;
  let attempt = 0;
  const send = async (url: string, init: object): Promise<Response> => {
    sends();
    const reply = await globalThis.fetch(url, init);
    replied();
    return reply;
  };
  const kinds: Record<FetchKind, UserFetch> = {
    passes: send,
    "copies-reply": async (url, init) => {
      const reply = await send(url, init);
      return new Response(await reply.text(), { status: reply.status, headers: reply.headers });
    },
    "plain-reply": async (url, init) => {
      const reply = await send(url, init);
      // The client does not read what stands in a redirect.
      if (reply.status >= 300 && reply.status < 400) await letGo(reply);
      return { status: reply.status, headers: reply.headers, text: () => reply.text() };
    },
    "ignores-signal": (url, { signal, ...init }) => send(url, init),
    "follows-redirects": (url, init) => send(url, { ...init, redirect: "follow" }),
    "fails-before": () => Promise.reject(makeError(error, foreign)),
    "fails-before-and-says-so": () => Promise.reject(Object.assign(new Error("no route"), { sent: false })),
    "throws-before": () => {
      throw makeError(error, foreign);
    },
    "fails-after": async (url, init) => {
      await letGo(await send(url, init));
      throw makeError(error, foreign);
    },
    "fails-meanwhile": (url, init) => {
      send(url, init)
        .then(letGo)
        .catch(() => {});
      return Promise.reject(makeError(error, foreign));
    },
    "hangs-before": never,
    "hangs-after": async (url, init) => {
      await send(url, init)
        .then(letGo)
        .catch(() => {});
      return never();
    },
    "odd-reply": async (url, init) => {
      await letGo(await send(url, init));
      return oddReplies[id % oddReplies.length]?.() as FetchReply;
    },
  };
  return (url, init) => {
    const kind = fetches[Math.min(attempt++, fetches.length - 1)] as FetchKind;
    return kinds[kind](url, init);
  };
}

/** What middleware of a call throws, so that it is known again. */
export class MiddlewareError extends Error {}

export function makeMiddleware({ middleware }: Call): object | undefined {
  switch (middleware) {
    case "new-request":
      return {
        onRequest: ({ request }: { request: Request }) =>
          new Request(request, { headers: new Headers([...request.headers, ["x-trace", "1"]]) }),
      };
    case "new-response":
      return {
        onResponse: async ({ response }: { response: Response }) =>
          new Response(await response.text(), response),
      };
    case "throws-before":
      return { onRequest: () => Promise.reject(new MiddlewareError("before")) };
    case "throws-after":
      return { onResponse: () => Promise.reject(new MiddlewareError("after")) };
    default:
      return undefined;
  }
}
