import { pause } from "../deadline.ts";
import { waitBefore } from "../retry.ts";
import type { CheckedUpdate } from "./check-all.ts";
import type { Gate } from "./gate.ts";
import { asError, judge } from "./judge.ts";
import type { Settings } from "./options.ts";
import type { ProgressReport } from "./progress.ts";
import type { Past } from "./run-journal.ts";
import type { UpdateOperation, UpdateResult } from "./update.ts";

/** An update that is to be sent. */
export interface Pending extends CheckedUpdate {
  /** What an earlier run has recorded of it. */
  readonly past: Past | undefined;
}

/** What became of an update. */
export type Settled = {
  readonly [Name in "outcome" | "error" | "record" | "resumed" | "sentAt"]?: UpdateResult[Name] | undefined;
} & Pick<UpdateResult, "outcome">;

/** Methods of a client by `operationId`; the guard has checked that path and patch are those of the operation. */
export type Methods = Readonly<
  Record<UpdateOperation, (...values: unknown[]) => PromiseLike<UpdateResult["record"]>>
>;

/** What the updates of a run share. */
export interface Shared extends Settings {
  readonly methods: Methods;
  readonly gate: Gate;
  /** Aborts when nothing more is to be sent. */
  readonly stop: AbortSignal;
  readonly progress: ProgressReport;
  /** Ends the run because of what an update met; `why` is a sentence with its full stop. */
  halt(why: string, cause: unknown): void;
}

/** Sends one update, with its retries, until it is settled or the run ends. */
export async function send(
  update: Pending,
  { journal, maxRetries, signal, methods, gate, stop, progress, halt }: Shared,
): Promise<Settled> {
  const { operation, path, body, past } = update;
  let outcome: Settled["outcome"] = past ? "unknown" : "not-sent";
  let error = past?.doubt();
  let { patch } = update;
  let isRecorded = false;
  let retries = 0;
  for (;;) {
    // Nothing is awaited between the gate's last answer and the request, so none starts while the gate is closed.
    for (let waitMs = gate.enter(); waitMs > 0 && !stop.aborted; waitMs = gate.enter()) {
      await pause(waitMs, stop);
    }
    if (stop.aborted) return { outcome, error: error ?? stop.reason };
    if (!isRecorded) journal?.sent(update);
    isRecorded = true;
    let failed: Error;
    try {
      // Without retries of its own, as every request must pass the gate.
      const options = { maxRetries: 0, signal };
      const record = await methods[operation](...(path ? [{ ...path }, patch] : [patch]), options);
      gate.answered();
      return { outcome: "applied", record };
    } catch (thrown) {
      failed = asError(thrown);
    }

    const { outcome: ended, next, status, retryAfterMs } = judge(failed);
    // A request in doubt leaves the update in doubt unless a later one succeeds, and its error is the one to report.
    if (outcome !== "unknown" || ended !== "not-applied") {
      outcome = ended;
      error = failed;
    } else if (past) error = past.doubt(failed);
    // A client of the user's own may have changed the one that it was given.
    patch = JSON.parse(body);
    if (next === "pause") {
      if (!gate.close(retryAfterMs)) halt("the rate limit lasts longer than maxPauseMs.", failed);
      progress.changed();
      continue;
    }
    if (status) gate.answered();
    if (next === "stop") halt(`another one failed: ${failed.message}`, failed);
    if (next !== "retry" || retries >= maxRetries) return { outcome, error };
    retries += 1;
    await pause(waitBefore(retries), stop);
  }
}
