import type { AtomscaleClient } from "../client.ts";
import { checkOptions, type UpdateAllOptions } from "./options.ts";
import type { Counts } from "./progress.ts";
import { runUpdates } from "./run.ts";
import type { UpdateResult, Updates } from "./update.ts";

/** What became of a run. */
export interface Summary extends Counts {
  /** Why the run ended before all updates were sent; absent where it did not. */
  readonly stopped?: Error | undefined;
}

/**
 * Sends many updates, a few at a time, and yields the result of each once, in the order of completion.
 *
 * Updates of one record are sent one after the other, in their order. A rate limit pauses the whole run.
 * At most 4 × `concurrency` updates are read whose results are not taken, so a slow consumer slows the run.
 * Leaving the loop starts nothing new, and waits for the requests under way.
 *
 * @param client - Client from `createClient`; its limits and headers hold for each request.
 * @param updates - Any iterable or async iterable of updates, read as the run goes on.
 * @param options - Concurrency, retries, journal and the like; see {@link UpdateAllOptions}.
 * @example
 * ```ts
 * for await (const { outcome, ref, error } of updateAll(atomscale, updates)) {
 *   if (outcome !== "applied") console.error(ref, outcome, error?.message);
 * }
 * ```
 * @throws {TypeError} where `updates` or an option cannot be used. Nothing was sent.
 * @throws what `updates` throws while it is read, after the results of all updates that were read before.
 * @throws {TypeError} where `client` has no method for an operation, after the results of the others.
 * @throws {JournalError} where the journal cannot be written or holds another update, after the results of the others.
 */
export function updateAll(
  client: AtomscaleClient,
  updates: Updates,
  options: UpdateAllOptions = {},
): AsyncGenerator<UpdateResult, Summary, undefined> {
  const open = Object(updates)[Symbol.asyncIterator] ?? Object(updates)[Symbol.iterator];
  if (typeof open !== "function") throw new TypeError("updateAll takes an iterable of updates.");
  return runUpdates(client, updates, open, checkOptions(options));
}

/**
 * Takes every result of a run, and resolves to its summary.
 *
 * @param run - What `updateAll` has returned.
 * @example
 * ```ts
 * const { applied, notApplied, unknown } = await drain(updateAll(atomscale, updates));
 * ```
 */
export async function drain(run: AsyncGenerator<UpdateResult, Summary, undefined>): Promise<Summary> {
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}
