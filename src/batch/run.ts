import type { AtomscaleClient } from "../client.ts";
import { type CheckedUpdate, checkUpdate } from "./check-all.ts";
import { createGate } from "./gate.ts";
import type { Settings } from "./options.ts";
import { reportProgress } from "./progress.ts";
import { mayBeSame, type RecordName, recordOf } from "./record-order.ts";
import type { Past } from "./run-journal.ts";
import { type Settled, type Shared, send } from "./send.ts";
import { createStop } from "./stop.ts";
import type { UpdateResult, Updates } from "./update.ts";
import type { Summary } from "./update-all.ts";

/** Time that a client has to react to an abort. */
const ABORT_GRACE_MS = 1_000;

/** An update that is to be sent. */
interface Waiting {
  readonly update: CheckedUpdate;
  readonly past: Past | undefined;
  readonly record: RecordName;
}

/** Runs updates. Each goes through `readAll`, `admit`, `startSome`, `perform` and `report`, and then it is yielded. */
export async function* runUpdates(
  client: AtomscaleClient,
  updates: Updates,
  settings: Settings,
): AsyncGenerator<UpdateResult, Summary, undefined> {
  const { concurrency, stopAfter, journal, signal } = settings;
  const gate = createGate(settings.requestsPerSecond, settings.maxPauseMs);
  const stop = createStop();
  const abandon = createStop();
  const shared: Shared = { client, settings, gate, stop, abandon, halt, changed };
  const waiting: Waiting[] = [];
  const underWay = new Set<Waiting>();
  /** Results that the consumer has not taken, in the order of completion. */
  const finished: UpdateResult[] = [];
  /** Number of updates that were read and whose results the consumer has not taken. */
  let untaken = 0;
  let isRead = false;
  let isLeft = false;
  let failure: { readonly error: unknown } | undefined;
  let wakers: (() => void)[] = [];
  let grace: ReturnType<typeof setTimeout> | undefined;
  const total = Array.isArray(updates) ? updates.length : undefined;
  const progress = reportProgress(settings.onProgress, () => ({
    total,
    active: underWay.size,
    pausedUntil: gate.pausedUntil(),
  }));

  /** Reads each update when there is room for it. After a stop only an array is read on, to report its rest. */
  async function readAll(): Promise<void> {
    const isEnough = (): boolean => isLeft || (stop.reason !== undefined && total === undefined);
    try {
      if (isEnough()) return;
      const iterator = open(updates);
      const close = async (): Promise<void> => void (await iterator.return?.());
      for (let index = 0; ; index++) {
        while (untaken >= 4 * concurrency && !isEnough()) await change();
        if (isEnough()) return await close();
        const read = iterator.next();
        const step = "then" in read ? await stop.orSettled(read) : read;
        // The run was stopped while the source was reading. It may never end, so its cleanup is not waited for.
        if (!step) return void close().catch(() => {});
        if (step.done) return;
        untaken += 1;
        admit(checkUpdate(index, step.value));
      }
    } catch (error) {
      if (!isLeft) failure ??= { error };
    } finally {
      isRead = true;
      changed();
    }
  }

  /** Reports an update for which no request is needed, and lets the others wait for their turn. */
  function admit(update: CheckedUpdate): void {
    try {
      if (update.error) report(update, { outcome: "not-applied", error: update.error });
      else {
        const past = journal?.recall(update);
        if (past?.result) report(update, past.result);
        else waiting.push({ update, past, record: recordOf(update.operation, update.path, update.patch) });
      }
    } catch (error) {
      report(update, failJournal(error));
    }
    startSome();
  }

  /** Starts the updates that may start, oldest first. */
  function startSome(): void {
    while (underWay.size < concurrency) {
      const position = waiting.findIndex(({ record }, position) => {
        const isBefore = (other: Waiting): boolean => mayBeSame(other.record, record);
        return ![...underWay].some(isBefore) && !waiting.slice(0, position).some(isBefore);
      });
      const [next] = position < 0 ? [] : waiting.splice(position, 1);
      if (!next) return;
      void perform(next);
    }
  }

  async function perform(own: Waiting): Promise<void> {
    underWay.add(own);
    const { update, past } = own;
    const settled = await send(update, past, shared).catch(failJournal);
    try {
      if (settled.outcome !== "not-sent") journal?.settled(update, settled.outcome, settled.error);
    } catch (error) {
      failJournal(error);
    }
    underWay.delete(own);
    report(update, settled);
    startSome();
  }

  function report({ index, ref, operation }: CheckedUpdate, settled: Settled): void {
    finished.push({ index, ref, operation, ...settled } as UpdateResult);
    progress.count(settled);
    const failures = progress.counts.notApplied + progress.counts.unknown;
    if (failures >= stopAfter) halt(`${failures} updates have failed`);
    changed();
  }

  /** Ends the run, because the journal cannot record it or is of another one. What is not recorded is not sent. */
  function failJournal(error: unknown): Settled {
    failure ??= { error };
    halt("the journal cannot record the run", error);
    return { outcome: "not-sent", error: error as Error };
  }

  function halt(why: string, cause?: unknown): void {
    stop.now(new Error(`This update was not sent, because ${why}. Nothing was changed.`, { cause }));
  }

  function abort(): void {
    halt("the run was aborted", signal?.reason);
    grace = setTimeout(
      () => abandon.now(new Error("The client did not end when it was aborted.")),
      ABORT_GRACE_MS,
    );
  }

  const isOver = (): boolean => isRead && untaken === 0;

  /** Waits until something of the above has changed. */
  const change = (): Promise<void> => new Promise((resolve) => wakers.push(resolve));

  function changed(): void {
    const woken = wakers;
    wakers = [];
    for (const wake of woken) wake();
    progress.changed();
  }

  /** Waits for what is under way. Where the loop was left, nothing new is started. */
  async function end(): Promise<void> {
    if (!isOver()) {
      isLeft = true;
      halt("the run was left");
      changed();
    }
    while (!isRead || finished.length < untaken) await change();
    signal?.removeEventListener("abort", abort);
    clearTimeout(grace);
    await journal?.end().catch(failJournal);
    progress.end();
    if (failure) throw failure.error;
  }

  journal?.begin();
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  void readAll();
  try {
    for (;;) {
      while (!finished[0] && !isOver()) await change();
      const result = finished.shift();
      if (!result) break;
      untaken -= 1;
      changed();
      yield result;
    }
  } finally {
    await end();
  }
  return { ...progress.counts, stopped: stop.reason };
}

function open(updates: Updates): Iterator<unknown> | AsyncIterator<unknown> {
  if (Symbol.asyncIterator in updates) return updates[Symbol.asyncIterator]();
  return updates[Symbol.iterator]();
}
