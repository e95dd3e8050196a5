import type { Outcome } from "./errors.ts";

/** What the client hands to fetch, in the form that any implementation of fetch takes. */
export interface FetchInit {
  /** HTTP method, in upper case. */
  method: string;
  /** Headers by lower-case name, the API key among them. */
  headers: Record<string, string>;
  /** Body as JSON text. */
  body: string;
  /** The client never follows a redirect. */
  redirect: "manual";
  /** Aborts when the caller's signal does, and when a time limit has passed. */
  signal: AbortSignal;
}

/** What the client reads of a response; any implementation's Response fits. */
export interface FetchReply {
  /** HTTP status code. */
  readonly status: number;
  /** `opaqueredirect` where the platform hides a redirect. */
  readonly type?: string;
  /** Whether a redirect was followed, which the client refuses. */
  readonly redirected?: boolean;
  /** Headers of the response. */
  readonly headers: ReplyHeaders;
  /** Stream of the body, where there is one; else the client reads `text()`. */
  readonly body?: unknown;
  /** Reads the whole body. */
  text(): Promise<string>;
}

/** What the client reads of the headers of a response. */
interface ReplyHeaders {
  /**
   * Returns the value of a header.
   *
   * @param name - Name of the header, in any case.
   */
  get(name: string): string | null;
  /**
   * Calls a function with every header.
   *
   * @param visit - Takes a value and its lower-case name.
   */
  forEach(visit: (value: string, name: string) => void): void;
}

/** One attempt of a call, as `onAttempt` receives it; it never holds a header or a body. */
export interface AttemptEvent {
  /** `operationId` of the update, such as `updateDataEntry`. */
  readonly operationId: string;
  /** Position among the attempts of its call that called `fetch`; the first is 1. */
  readonly attempt: number;
  /** HTTP status of the response; undefined where none came. */
  readonly status: number | undefined;
  /** Duration of the attempt, reading the response included, in milliseconds. */
  readonly durationMs: number;
  /** Whether this attempt changed the stored record. */
  readonly outcome: Outcome;
  /** Delay before the next attempt, in milliseconds; undefined where none follows. */
  readonly waitMs: number | undefined;
}

/** Options of `createClient` and `createFetchClient`. They are checked at the first call. */
export interface ClientOptions {
  /**
   * API key, or a function that returns one and is called before every attempt, so that keys can rotate.
   * Defaults to the environment variable `ATOMSCALE_API_KEY`, else `AS_API_KEY`, read at the first call.
   *
   * @see {@link https://docs.atomscale.ai/api-reference/authentication}
   */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Address of the service; `http:` is accepted for loopback only.
   * Defaults to the environment variable `ATOMSCALE_API_ENDPOINT`, else `AS_API_ENDPOINT`,
   * else `https://api.atomscale.ai`.
   */
  baseUrl?: string | undefined;
  /**
   * Replacement for the global fetch, which is looked up at each attempt. It is called as `fetch(url, init)`.
   *
   * It must honour `redirect: "manual"` and must not retry: the client decides both.
   * Where it rejects, the update counts as possibly applied, unless the error has an own property `sent` that is
   * `false`, which says that nothing was sent.
   */
  fetch?: ((url: string, init: FetchInit) => Promise<FetchReply>) | undefined;
  /** Headers to add to every request; `X-API-KEY` cannot be among them. A value of `undefined` adds none. */
  headers?: HeadersOption | undefined;
  /** Limit of one attempt, reading the response included, in milliseconds. Defaults to 30,000. */
  timeoutMs?: number | undefined;
  /** Limit of the whole call, delays between attempts included, in milliseconds. Defaults to 120,000. */
  totalTimeoutMs?: number | undefined;
  /** Number of retries after the first attempt; 0 means exactly one attempt. Defaults to 2. */
  maxRetries?: number | undefined;
  /** Called with every attempt when it has ended. Exceptions that it throws are ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** Headers as an object, a list of pairs or a `Headers`; `null` removes a header that the client would add. */
export type HeadersOption =
  | Readonly<Record<string, string | number | boolean | null | undefined>>
  | Iterable<readonly [string, string]>
  | NonNullable<ConstructorParameters<typeof Headers>[0]>;

/** Options of one call. Where one is given, it replaces the client's option of the same name. */
export interface CallOptions {
  /** Ends the call when it aborts; a request under way may have been applied all the same. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt, reading the response included, in milliseconds. */
  timeoutMs?: number | undefined;
  /** Limit of the whole call, delays between attempts included, in milliseconds. */
  totalTimeoutMs?: number | undefined;
  /** Number of retries after the first attempt; 0 means exactly one attempt. */
  maxRetries?: number | undefined;
  /** Headers to add to the request, over the client's; `X-API-KEY` cannot be among them. */
  headers?: HeadersOption | undefined;
}
