import { readOptions } from "../read-options.ts";
import { expect, type Read, readCount, readFunction, readSignal } from "../readers.ts";
import type { Progress } from "./progress.ts";
import type { RunJournal } from "./run-journal.ts";

/** Options of `updateAll`. */
export interface UpdateAllOptions {
  /** Highest number of requests under way at once. Defaults to 8. */
  readonly concurrency?: number | undefined;
  /** Number of retries of one update after its first attempt; pauses for rate limits do not count. Defaults to 2. */
  readonly maxRetries?: number | undefined;
  /** Number of failed updates that ends the run. Defaults to no limit. */
  readonly stopAfter?: number | undefined;
  /** Longest time that rate limits may let nothing through, in milliseconds; beyond it the run ends. Defaults to 600,000. */
  readonly maxPauseMs?: number | undefined;
  /** Highest number of requests that start in one second. Defaults to no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** Ends the run when it aborts. Requests under way may have been applied all the same; their results tell. */
  readonly signal?: AbortSignal | undefined;
  /** Record on disk from `openJournal`, by which a run that was killed goes on where it stopped. */
  readonly journal?: RunJournal | undefined;
  /** Called with the state of the run, at most ten times a second and once at its end. Exceptions that it throws are ignored. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Options of a run, checked and completed. */
export interface Settings {
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly stopAfter: number;
  readonly maxPauseMs: number;
  readonly requestsPerSecond: number;
  readonly signal: AbortSignal | undefined;
  readonly journal: RunJournal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

// Every option is named, as V8 makes faster code for settings that all have the same fields.
const DEFAULTS = {
  concurrency: 8,
  maxRetries: 2,
  signal: undefined,
  journal: undefined,
  onProgress: undefined,
  stopAfter: NO_LIMIT,
  maxPauseMs: 600_000,
  requestsPerSecond: NO_LIMIT,
};

const READERS = {
  concurrency: readAmount,
  maxRetries: readCount,
  stopAfter: readAmount,
  maxPauseMs: readAmount,
  requestsPerSecond: readAmount,
  signal: readSignal,
  journal: (value: unknown) => expect(value, typeof Object(value).recall === "function", "a journal"),
  onProgress: readFunction,
} satisfies Record<keyof UpdateAllOptions, unknown>;

function readAmount(value: unknown): Read<number> {
  return expect(value, typeof value === "number" && value > 0, "a positive number");
}

/** Completes the options of a run; refuses an unknown name and a value that makes no sense. */
export function checkOptions(options: UpdateAllOptions): Settings {
  const settings = readOptions<Settings>(options, READERS, DEFAULTS);
  if ("fault" in settings) throw new TypeError(`Nothing was sent: ${settings.fault}`);
  return settings;
}
