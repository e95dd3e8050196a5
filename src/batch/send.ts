import type { AtomscaleClient } from "../client.ts";
import type { CheckedUpdate } from "./check-all.ts";
import { backoffAfter, type Gate } from "./gate.ts";
import { asError, judge } from "./judge.ts";
import type { Settings } from "./options.ts";
import type { Past } from "./run-journal.ts";
import type { Stop } from "./stop.ts";
import type { UpdateResult } from "./update.ts";

/** What became of an update. */
export type Settled = {
  readonly [Name in "outcome" | "error" | "record" | "resumed" | "sentAt"]?: UpdateResult[Name] | undefined;
} & Pick<UpdateResult, "outcome">;

/** What the updates of a run share. */
export interface Shared {
  readonly client: AtomscaleClient;
  readonly settings: Settings;
  readonly gate: Gate;
  /** Ends the run. */
  readonly stop: Stop;
  /** Gives up the requests under way, where the client ignores an abort. */
  readonly abandon: Stop;
  /** Ends the run because of what an update met. */
  halt(why: string, cause: unknown): void;
  changed(): void;
}

/** Sends one update, with its retries, until it is settled or the run ends. */
export async function send(
  update: CheckedUpdate,
  past: Past | undefined,
  { client, settings, gate, stop, abandon, halt, changed }: Shared,
): Promise<Settled> {
  const { journal, maxRetries, signal } = settings;
  let outcome: Settled["outcome"] = past ? "unknown" : "not-sent";
  let error = past?.doubt();
  let isRecorded = false;
  let retries = 0;
  for (;;) {
    // Nothing is awaited between the gate's last answer and the request, so none starts while the gate is closed.
    while (!stop.reason && gate.waitMs() > 0) await stop.orTime(gate.waitMs());
    if (stop.reason) return { outcome, error: error ?? stop.reason };
    if (!isRecorded) journal?.sent(update);
    isRecorded = true;
    gate.start();
    let failed: Error;
    try {
      const record = await abandon.orSettled(request(client, update, signal));
      if (abandon.reason && !record) throw abandon.reason;
      gate.answered();
      return { outcome: "applied", record };
    } catch (thrown) {
      failed = asError(thrown);
    }

    const judgement = judge(failed);
    const { next, status, delayMs } = judgement;
    // A request in doubt leaves the update in doubt unless a later one succeeds, and its error is the one to report.
    if (outcome !== "unknown" || judgement.outcome !== "not-applied") {
      outcome = judgement.outcome;
      error = failed;
    } else if (past) error = past.doubt(failed);
    if (next === "pause") {
      if (!gate.close(delayMs)) halt("the rate limit lasts longer than maxPauseMs", failed);
      changed();
      continue;
    }
    if (status) gate.answered();
    if (next === "stop") halt(`another one failed: ${failed.message}`, failed);
    if (next !== "retry" || retries >= maxRetries) return { outcome, error };
    retries += 1;
    await stop.orTime(Math.random() * backoffAfter(retries));
  }
}

/** Calls the client once, without retries of its own. */
function request(
  client: AtomscaleClient,
  { operation, path, body }: CheckedUpdate,
  signal: AbortSignal | undefined,
): Promise<UpdateResult["record"]> {
  const patch: unknown = JSON.parse(body);
  const options = { maxRetries: 0, ...(signal && { signal }) };
  // The guard has checked that path and patch are those of the operation.
  const methods = client as unknown as Record<string, (...values: unknown[]) => Promise<never>>;
  // A client of the user's own may return something else than a promise.
  return Promise.resolve(methods[operation]?.(...(path ? [path, patch] : [patch]), options));
}
