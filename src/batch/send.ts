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
  past?: Past | undefined;
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
export interface Shared {
  readonly settings: Settings;
  readonly methods: Methods;
  readonly gate: Gate;
  /** Why nothing more is to be sent; undefined while the run goes on. */
  stopped: Error | undefined;
  /** Aborts when nothing more is to be sent. */
  readonly stop: AbortSignal;
  readonly progress: ProgressReport;
  /** Ends the run because of what an update met; `why` follows a colon. */
  halt(why: string, cause: unknown): void;
  /** Ends the run because of what no update can go on with, and gives it the form of an error. */
  fail(thrown: unknown): Error;
}

/** Sends one update, with its retries, until it is settled or the run ends. */
export async function send(update: Pending, run: Shared): Promise<Settled> {
  const { methods, gate, stop, progress, halt, fail } = run;
  const { journal, maxRetries, signal } = run.settings;
  const { operation, path, body, past } = update;
  let settled: Settled = past?.result ?? { outcome: "not-sent" };
  let isRecorded = false;
  let retries = 0;
  for (;;) {
    // Nothing is awaited between the gate's last answer and the request, so none starts while the gate is closed.
    let waitMs = gate.enter();
    while (waitMs > 0 && !run.stopped) {
      await pause(waitMs, stop);
      waitMs = gate.enter();
    }
    if (run.stopped) return { error: run.stopped, ...settled };
    try {
      if (typeof methods[operation] !== "function")
        throw new TypeError(`The client has no method ${operation}.`);
      if (!isRecorded) journal?.sent(update);
      isRecorded = true;
    } catch (thrown) {
      return { error: fail(thrown), ...settled };
    }

    let failed: Error;
    try {
      // A client of the user's own may change what it is given.
      const patch = JSON.parse(body);
      // Without retries of its own, as every request must pass the gate.
      const options = { maxRetries: 0, signal };
      const record = await (path
        ? methods[operation]({ ...path }, patch, options)
        : methods[operation](patch, options));
      gate.answered();
      return { outcome: "applied", record };
    } catch (thrown) {
      failed = asError(thrown);
    }

    const { outcome, next, status, delayMs } = judge(failed);
    // A request in doubt leaves the update in doubt unless a later one succeeds, and its error is the one to report.
    if (settled.outcome !== "unknown" || outcome !== "not-applied") settled = { outcome, error: failed };
    else if (past) settled = { outcome: "unknown", error: past.doubt(failed) };
    if (next === "pause") {
      if (!gate.close(delayMs)) halt("maxPauseMs was reached.", failed);
      progress.changed();
      continue;
    }
    if (status) gate.answered();
    if (next === "stop") halt(`one failed: ${failed.message}`, failed);
    if (next !== "retry" || retries >= maxRetries) return settled;
    retries += 1;
    await pause(waitBefore(retries), stop);
  }
}
