import { servers } from "../generated/operations.ts";
import { type Outcome, refusal } from "./errors.ts";
import { unknownName } from "./guard.ts";

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

/** Options of a client and of one call, checked and completed. */
export interface Settings {
  readonly apiKey: string | (() => string | Promise<string>);
  /** Where the key comes from, in words for a message. */
  readonly keySource: string;
  readonly baseUrl: string;
  readonly fetch?: ClientOptions["fetch"];
  readonly onAttempt?: ClientOptions["onAttempt"];
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULTS = {
  headers: { "content-type": "application/json" },
  timeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  maxRetries: 2,
};
const CLIENT_OPTIONS = ["apiKey", "baseUrl", "fetch", "onAttempt", ...Object.keys(DEFAULTS)];
const CALL_OPTIONS = ["signal", ...Object.keys(DEFAULTS)];

/** Words for a rejected or missing key, to follow a full stop. */
export const MAKE_A_KEY = " Keys are made at https://app.atomscale.ai (User > Manage Account > Access).";

/**
 * Gives the settings of a call: its own options over the client's.
 * The client's are checked at the first call, and again until they succeed.
 */
export function lazySettings(
  clientOptions: ClientOptions,
): (operationId: string, callOptions?: CallOptions) => Settings {
  let settings: Settings | undefined;
  return (operationId, callOptions) => {
    settings ??= readSettings(operationId, clientOptions);
    return callOptions ? checkOptions(operationId, CALL_OPTIONS, settings, callOptions) : settings;
  };
}

/** Says what keeps a key from travelling in a header, without repeating it. */
export function faultOfKey(key: unknown, source: string): string | undefined {
  // Inner spaces may travel; outer ones would be cut off in silence.
  return typeof key === "string" && /^[!-~]([ -~]*[!-~])?$/.test(key)
    ? undefined
    : `the API key from the ${source} must be printable ASCII, without line breaks or outer spaces`;
}

/** Checks where a key may be sent: by `https:`, or by `http:` to this machine. */
export function checkBaseUrl(operationId: string, value: unknown, source: string): string {
  const text = `${value}`;
  if (URL.canParse(text) && !/[?#{}@]/.test(text)) {
    // The URL's own form of what was given, so that no part of it hides behind an odd spelling.
    const { protocol, hostname, href } = new URL(text);
    if (/^https:|^http:((.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(protocol + hostname)) {
      return href.replace(/\/+$/, "");
    }
  }
  throw refusal(
    operationId,
    `the base URL from the ${source} must begin with https://, or with http:// and a loopback host, and must not hold a user, query, hash or braces`,
  );
}

function readSettings(operationId: string, options: ClientOptions): Settings {
  const checked = checkOptions(operationId, CLIENT_OPTIONS, DEFAULTS, options);
  const [baseUrl, source] = find(options.baseUrl, "baseUrl", "API_ENDPOINT");
  const [apiKey, keySource] = find(options.apiKey, "apiKey", "API_KEY");
  const fault =
    apiKey === undefined
      ? "there is no API key; pass apiKey, or set ATOMSCALE_API_KEY or AS_API_KEY"
      : typeof apiKey !== "function" && faultOfKey(apiKey, keySource);
  if (fault) throw refusal(operationId, fault, MAKE_A_KEY);
  return {
    ...checked,
    apiKey: apiKey as Settings["apiKey"],
    keySource,
    baseUrl: checkBaseUrl(operationId, baseUrl ?? servers[0], source),
  };
}

function checkOptions<T extends Pick<Settings, "headers">>(
  operationId: string,
  known: readonly string[],
  defaults: T,
  options: ClientOptions | CallOptions,
): T {
  const settings: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(options)) {
    const refuse = (fault: string): never => {
      throw refusal(operationId, `the option ${name} ${fault}`);
    };
    if (!known.includes(name)) refuse(unknownName(name, known));
    if (value === undefined) continue;
    settings[name] = value;
    if (/Ms$/.test(name) && !(Number.isFinite(value) && value > 0)) refuse("must be a positive number");
    if (name === "maxRetries" && !(Number.isSafeInteger(value) && value >= 0))
      refuse("must be a whole number");
    if (/^(fetch|onAttempt)$/.test(name) && typeof value !== "function") refuse("must be a function");
    if (name === "signal" && !value?.addEventListener) refuse("must be an AbortSignal");
    if (name === "headers") {
      try {
        const headers = new Headers(value);
        if (headers.has("x-api-key")) throw headers;
        settings[name] = { ...defaults.headers, ...Object.fromEntries(headers) };
      } catch {
        refuse("must be HTTP headers, and no X-API-KEY; pass apiKey");
      }
    }
  }
  return settings as T;
}

/** Gives an option, else the environment variable that stands for it, with its source in words. */
function find(value: unknown, option: string, suffix: string): readonly [unknown, string] {
  if (value !== undefined) return [value, `option ${option}`];
  for (const name of [`ATOMSCALE_${suffix}`, `AS_${suffix}`]) {
    try {
      const found = globalThis.process.env[name];
      if (found) return [found, `environment variable ${name}`];
    } catch {
      // Browsers have no environment, and Deno throws where the program may not read it.
    }
  }
  return [undefined, "description"];
}
