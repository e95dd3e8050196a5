import { servers } from "../generated/operations.ts";
import type { Outcome } from "./errors.ts";
import { nearest } from "./guard.ts";

/** What the client hands to fetch, in the form that any implementation of fetch takes. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  redirect: "manual";
  signal: AbortSignal;
}

/** What the client reads of a reply; any implementation's Response fits. */
export interface FetchReply {
  readonly status: number;
  readonly type?: string;
  readonly redirected?: boolean;
  readonly headers: {
    get(name: string): string | null;
    forEach(visit: (value: string, name: string) => void): void;
  };
  readonly body?: unknown;
  text(): Promise<string>;
}

/** One attempt of a call, as `onAttempt` is told of it; it never holds a header or a body. */
export interface AttemptEvent {
  /** `operationId` of the update, such as `updateDataEntry`. */
  readonly operationId: string;
  /** Position of the attempt in its call; the first is 1. */
  readonly attempt: number;
  /** HTTP status of the reply; undefined where none came. */
  readonly status: number | undefined;
  /** Duration of the attempt, reading the reply included, in milliseconds. */
  readonly durationMs: number;
  /** Whether this attempt changed the stored record. */
  readonly outcome: Outcome;
  /** Wait before the next attempt, in milliseconds; undefined where none follows. */
  readonly waitMs: number | undefined;
}

/** Options of `createClient` and `createFetchClient`. They are checked at the first call. */
export interface ClientOptions {
  /**
   * API key, or a function that returns one and is asked before every attempt, so that keys can rotate.
   * Defaults to the environment variable `ATOMSCALE_API_KEY`, else `AS_API_KEY`, read at the first call.
   *
   * @see {@link https://docs.atomscale.ai/api-reference/authentication}
   */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Address of the service; `http:` is taken for loopback only.
   * Defaults to the environment variable `ATOMSCALE_API_ENDPOINT`, else `AS_API_ENDPOINT`,
   * else `https://api.atomscale.ai`.
   */
  baseUrl?: string | undefined;
  /** Replacement for the global fetch, which is looked up at each attempt. It is called as `fetch(url, init)`. */
  fetch?: ((url: string, init: FetchInit) => Promise<FetchReply>) | undefined;
  /** Headers to add to every request; `X-API-KEY` cannot be among them. */
  headers?: ConstructorParameters<typeof Headers>[0] | undefined;
  /** Limit of one attempt, reading the reply included, in milliseconds. Defaults to 30,000. */
  timeoutMs?: number | undefined;
  /** Limit of the whole call, waits between attempts included, in milliseconds. Defaults to 120,000. */
  totalTimeoutMs?: number | undefined;
  /** Number of further attempts after the first; 0 means exactly one attempt. Defaults to 2. */
  maxRetries?: number | undefined;
  /** Told of every attempt when it has ended. What it throws is dropped: watching a write must not fail it. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** Options of one call. Where one is given, it replaces the client's option of the same name. */
export interface CallOptions {
  /** Ends the call when it aborts; a request under way may have been applied all the same. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt, reading the reply included, in milliseconds. */
  timeoutMs?: number | undefined;
  /** Limit of the whole call, waits between attempts included, in milliseconds. */
  totalTimeoutMs?: number | undefined;
  /** Number of further attempts after the first; 0 means exactly one attempt. */
  maxRetries?: number | undefined;
  /** Headers to add to the request, over the client's; `X-API-KEY` cannot be among them. */
  headers?: ClientOptions["headers"];
}

/** Options of a client, checked and completed. */
export interface Config extends Omit<CallConfig, "signal"> {
  readonly baseUrl: string;
  readonly apiKey: string | (() => string | Promise<string>);
  /** Where the key comes from, in words for a message. */
  readonly keySource: string;
  readonly fetch: ClientOptions["fetch"];
  readonly onAttempt: ClientOptions["onAttempt"];
}

/** Options of one call, checked and completed by the client's. */
export interface CallConfig {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

const CLIENT_OPTIONS = [
  "apiKey",
  "baseUrl",
  "fetch",
  "headers",
  "timeoutMs",
  "totalTimeoutMs",
  "maxRetries",
  "onAttempt",
];
const CALL_OPTIONS = ["signal", "timeoutMs", "totalTimeoutMs", "maxRetries", "headers"];
const DEFAULTS = { timeoutMs: 30_000, totalTimeoutMs: 120_000, maxRetries: 2, headers: {} };
const WHERE_KEYS_ARE_MADE = "https://app.atomscale.ai (User > Manage Account > Access)";

/** Words for a rejected or missing key. */
export const MAKE_A_KEY = `Keys are made at ${WHERE_KEYS_ARE_MADE}.`;

/** Thrown where an option cannot be used; the caller knows the operation and makes the public error of it. */
export class ConfigFault extends Error {}

/** Puts off the check of the options to the first call, and repeats it until it succeeds. */
export function lazyConfig(options: ClientOptions): () => Config {
  let config: Config | undefined;
  return () => {
    config ??= readConfig(options);
    return config;
  };
}

/** Checks the options of a client and reads what they leave to the environment. */
function readConfig(options: ClientOptions): Config {
  if (typeof options !== "object" || options === null)
    throw new ConfigFault("the options must be an object.");
  refuseUnknown(options, CLIENT_OPTIONS, "option");
  const [baseUrl, baseUrlSource] = firstOf(
    [options.baseUrl, "option baseUrl"],
    environment("ATOMSCALE_API_ENDPOINT"),
    environment("AS_API_ENDPOINT"),
    [servers[0], "description"],
  );
  const [apiKey, keySource] = firstOf<unknown>(
    [options.apiKey, typeof options.apiKey === "function" ? "function apiKey" : "option apiKey"],
    environment("ATOMSCALE_API_KEY"),
    environment("AS_API_KEY"),
  );
  if (apiKey === undefined) {
    throw new ConfigFault(
      `no API key. Pass apiKey, or set the environment variable ATOMSCALE_API_KEY (or AS_API_KEY). ${MAKE_A_KEY}`,
    );
  }
  if (typeof apiKey !== "function") checkKey(apiKey, keySource);
  for (const name of ["fetch", "onAttempt"] as const) {
    if (options[name] !== undefined && typeof options[name] !== "function") {
      throw new ConfigFault(`the option ${name} must be a function.`);
    }
  }
  return {
    baseUrl: readBaseUrl(baseUrl, baseUrlSource),
    apiKey: apiKey as Config["apiKey"],
    keySource,
    fetch: options.fetch,
    onAttempt: options.onAttempt,
    ...readLimits(options, DEFAULTS),
  };
}

/** Checks the options of one call and completes them by the client's. */
export function readCallOptions(options: CallOptions | undefined, config: Config): CallConfig {
  if (options === undefined) return { ...config, signal: undefined };
  if (typeof options !== "object" || options === null)
    throw new ConfigFault("the call options must be an object.");
  refuseUnknown(options, CALL_OPTIONS, "call option");
  const { signal } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new ConfigFault("the call option signal must be an AbortSignal.");
  }
  return { ...readLimits(options, config), signal };
}

/** Throws where the key cannot travel in a header; the message never repeats it. */
export function checkKey(key: unknown, source: string): asserts key is string {
  if (typeof key !== "string") throw new ConfigFault(`the API key from the ${source} must be a string.`);
  if (key === "") throw new ConfigFault(`the API key from the ${source} is empty. ${MAKE_A_KEY}`);
  if (!/^[!-~]([ -~]*[!-~])?$/.test(key)) {
    throw new ConfigFault(
      `the API key from the ${source} holds a line break, an outer space or a character that is not printable ASCII. ` +
        "Was it copied with its line end?",
    );
  }
}

/** Checks where a key may be sent: `https:`, or `http:` to this machine. */
export function readBaseUrl(value: string, source: string): string {
  const refuse = (fault: string): never => {
    throw new ConfigFault(`the base URL from the ${source} ${fault}.`);
  };
  if (typeof value !== "string") refuse("must be a string");
  const url = URL.canParse(value)
    ? new URL(value)
    : refuse("is not an absolute URL, such as https://api.atomscale.ai");
  if (url.username || url.password) refuse("must not hold a user name or password");
  if (/[?#{}]/.test(value)) refuse("must not hold a query, a hash or braces");
  const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    refuse("must begin with https://, as the API key would travel unprotected; http:// is for loopback only");
  }
  return url.href.replace(/\/+$/, "");
}

function readLimits(options: CallOptions, defaults: Omit<CallConfig, "signal">): Omit<CallConfig, "signal"> {
  const { timeoutMs, totalTimeoutMs, maxRetries, headers } = options;
  for (const [name, value] of Object.entries({ timeoutMs, totalTimeoutMs })) {
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
      throw new ConfigFault(`the option ${name} must be a positive number of milliseconds.`);
    }
  }
  if (maxRetries !== undefined && !(Number.isSafeInteger(maxRetries) && maxRetries >= 0)) {
    throw new ConfigFault("the option maxRetries must be a whole number of further attempts, 0 or more.");
  }
  return {
    timeoutMs: timeoutMs ?? defaults.timeoutMs,
    totalTimeoutMs: totalTimeoutMs ?? defaults.totalTimeoutMs,
    maxRetries: maxRetries ?? defaults.maxRetries,
    headers: headers === undefined ? defaults.headers : { ...defaults.headers, ...readHeaders(headers) },
  };
}

function readHeaders(headers: NonNullable<ClientOptions["headers"]>): Record<string, string> {
  let checked: Headers;
  try {
    checked = new Headers(headers);
  } catch {
    throw new ConfigFault("the option headers holds a name or value that HTTP does not allow.");
  }
  if (checked.has("x-api-key")) {
    throw new ConfigFault("the option headers must not hold X-API-KEY; pass the key as apiKey.");
  }
  const plain: Record<string, string> = {};
  checked.forEach((value, name) => {
    plain[name] = value;
  });
  return plain;
}

function refuseUnknown(options: object, known: readonly string[], what: string): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const hint = nearest(name, known);
    throw new ConfigFault(
      `unknown ${what} ${name}; ${hint ? `did you mean ${hint}?` : `known are ${known.join(", ")}.`}`,
    );
  }
}

type Sourced<T> = readonly [value: T | undefined, source: string];

function firstOf<T>(...candidates: Sourced<T>[]): readonly [T, string] {
  return (candidates.find(([value]) => value !== undefined) ?? [undefined, ""]) as readonly [T, string];
}

function environment(name: string): Sourced<string> {
  try {
    return [globalThis.process?.env?.[name] || undefined, `environment variable ${name}`];
  } catch {
    // Deno throws where the program may not read its environment.
    return [undefined, name];
  }
}
