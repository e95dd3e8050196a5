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
  readonly signal?: AbortSignal;
  readonly journal?: RunJournal;
  readonly onProgress?: (progress: Progress) => void;
}

const NUMBERS: Readonly<Record<string, number>> = {
  concurrency: 8,
  maxRetries: 2,
  stopAfter: Number.POSITIVE_INFINITY,
  maxPauseMs: 600_000,
  requestsPerSecond: Number.POSITIVE_INFINITY,
};

/** A method that tells what the other options take. */
const METHODS: Readonly<Record<string, string>> = {
  signal: "addEventListener",
  journal: "recall",
  onProgress: "call",
};

/** Completes the options of a run; refuses an unknown name and a value that makes no sense. */
export function checkOptions(options: UpdateAllOptions): Settings {
  const settings: Record<string, unknown> = { ...NUMBERS };
  for (const [name, value] of Object.entries(options)) {
    const least = name === "maxRetries" ? 0 : Number.MIN_VALUE;
    const isNumber = typeof value === "number" && value >= least;
    const method = Object.hasOwn(METHODS, name) && Object(value)[METHODS[name] as string];
    const isValid = Object.hasOwn(NUMBERS, name) ? isNumber : typeof method === "function";
    if (value === undefined) continue;
    if (!isValid) throw new TypeError(`updateAll cannot take ${value} as its option ${name}.`);
    settings[name] = value;
  }
  return settings as unknown as Settings;
}
