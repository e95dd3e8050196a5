import { servers } from "../generated/operations.ts";
import { readProperty } from "./causes.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { type OptionsFault, type Readers, readOptions } from "./read-options.ts";
import {
  readBaseUrl,
  readCount,
  readFunction,
  readHeaders,
  readKey,
  readLimit,
  readSignal,
} from "./readers.ts";

/** Options of a client and of one call, checked and completed. */
export interface Settings {
  readonly apiKey: string | (() => unknown);
  /** Where the key comes from, in words for a message. */
  readonly keySource: string;
  readonly baseUrl: string;
  readonly fetch?: ClientOptions["fetch"];
  readonly onAttempt?: ClientOptions["onAttempt"];
  /** Headers by lower-case name. */
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
  // Named for the options of a call, as V8 makes faster code for settings that all have the same fields.
  signal: undefined,
};

const CALL_READERS: Readers = {
  signal: readSignal,
  headers: readHeaders,
  timeoutMs: readLimit,
  totalTimeoutMs: readLimit,
  maxRetries: readCount,
} satisfies Record<keyof CallOptions, unknown>;

const { signal: _, ...SHARED_READERS } = CALL_READERS;
const CLIENT_READERS: Readers = {
  ...SHARED_READERS,
  // Read below, where the environment may stand in for them.
  apiKey: (value) => ({ value }),
  baseUrl: (value) => ({ value }),
  fetch: readFunction,
  onAttempt: readFunction,
};

/** Words for a rejected or missing key. */
export const MAKE_A_KEY = "Keys are made at https://app.atomscale.ai (User > Manage Account > Access)";

/**
 * Returns a function that gives the settings of a call: its own options over the client's.
 * The client's are read at the first call, and again until they are right.
 */
export function createSettingsReader(
  clientOptions: unknown,
): (callOptions: unknown) => Settings | OptionsFault {
  let settings: Settings | OptionsFault | undefined;
  return (callOptions) => {
    if (settings === undefined || "fault" in settings) settings = readClientOptions(clientOptions);
    return callOptions === undefined || "fault" in settings
      ? settings
      : readOptions(callOptions, CALL_READERS, settings);
  };
}

/** Lists the keys that options hold, for them to be redacted. Never throws. */
export function keysOf(options: unknown): string[] {
  const apiKey = readProperty(options, "apiKey");
  const [key] = optionOrEnv(apiKey, "apiKey", "API_KEY");
  return "value" in readKey(key) ? [key as string] : [];
}

function readClientOptions(given: unknown): Settings | OptionsFault {
  const options = readOptions<typeof DEFAULTS & Partial<Settings>>(given, CLIENT_READERS, DEFAULTS);
  if ("fault" in options) return options;
  const [keyGiven, keySource] = optionOrEnv(options.apiKey, "apiKey", "API_KEY");
  const [urlGiven, urlSource] = optionOrEnv(options.baseUrl, "baseUrl", "API_ENDPOINT");
  if (keyGiven === undefined) {
    return { fault: `there is no API key; pass apiKey, or set ATOMSCALE_API_KEY. ${MAKE_A_KEY}` };
  }
  const apiKey = typeof keyGiven === "function" ? { value: keyGiven as () => unknown } : readKey(keyGiven);
  if ("fault" in apiKey) return { fault: `the API key from the ${keySource} ${apiKey.fault}. ${MAKE_A_KEY}` };
  const baseUrl = readBaseUrl(urlGiven ?? servers[0]);
  if ("fault" in baseUrl) return { fault: `the base URL from the ${urlSource} ${baseUrl.fault}` };
  return { ...options, apiKey: apiKey.value, keySource, baseUrl: baseUrl.value };
}

/** Gives an option, else the environment variable that stands for it, with its source in words. */
function optionOrEnv(value: unknown, option: string, suffix: string): readonly [unknown, string] {
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
