import type { AtomscaleClient } from "../client.ts";
import { onAbort } from "../deadline.ts";
import { callQuietly } from "../promise.ts";
import { type CheckedUpdate, checkUpdate, type Refusal } from "./check-all.ts";
import { createGate } from "./gate.ts";
import { asError } from "./judge.ts";
import type { Settings } from "./options.ts";
import { reportProgress } from "./progress.ts";
import { firstFree } from "./record-order.ts";
import { type Pending, type Settled, type Shared, send } from "./send.ts";
import type { UpdateResult, Updates } from "./update.ts";
import type { Summary } from "./update-all.ts";

/** Time that a client has to react to an abort. */
const ABORT_GRACE_MS = 1_000;

/** What a source gives for an update; it may be no update at all. */
type Step = IteratorResult<unknown>;
type Reading = Iterator<unknown> | AsyncIterator<unknown>;

/** Runs updates, each through `readOn`, `admit`, `work`, `settle` and `report`. `open` begins to read them. */
export async function* runUpdates(
  client: AtomscaleClient,
  updates: Updates,
  open: () => Reading,
  settings: Settings,
): AsyncGenerator<UpdateResult, Summary, undefined> {
  const { concurrency, stopAfter, journal, signal } = settings;
  const gate = createGate(settings.requestsPerSecond, settings.maxPauseMs);
  const stop = new AbortController();
  const waiting = new Set<Pending>();
  const underWay = new Set<Pending>();
  /** Results that the consumer has not taken, in the order of completion. */
  const finished: UpdateResult[] = [];
  /** Number of updates that were read. */
  let count = 0;
  /** Number of updates that were read and whose results the consumer has not taken. */
  let untaken = 0;
  let iterator: Reading | undefined;
  let isReading = false;
  let isRead = false;
  let failure: { readonly error: unknown } | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let wake = (): void => {};
  let cut = (): void => {};
  const total = Array.isArray(updates) ? updates.length : undefined;
  const progress = reportProgress(settings.onProgress, () => ({
    total,
    active: underWay.size,
    pausedUntil: gate.pausedUntil(),
  }));
  const shared: Shared = {
    settings,
    methods: Object(client),
    gate,
    stopped: undefined,
    stop: stop.signal,
    progress,
    halt,
    fail,
  };

  const isEnough = (): unknown => shared.stopped && total === undefined;
  const close = (): unknown => iterator?.return?.();

  /** Waits for what the source reads; its end where the run is stopped first. A later rejection is ignored. */
  const orCut = (read: PromiseLike<Step>): Promise<Step> =>
    new Promise((resolve, reject) => {
      cut = () => resolve({ done: true } as Step);
      read.then(resolve, reject);
    });

  /** Reads updates while there is room for them. After a stop only an array is read, to report its rest. */
  async function readOn(): Promise<void> {
    if (isReading || isRead) return;
    isReading = true;
    try {
      while (!isRead && !isEnough() && untaken < 4 * concurrency) {
        iterator ??= open.call(updates);
        const read = iterator.next();
        const step = "then" in read ? await orCut(read) : read;
        if (step.done) {
          isRead = true;
          // Where it was cut short, the source may never end its reading, so its cleanup is not waited for.
          if (shared.stopped) callQuietly(close);
        } else {
          const update = checkUpdate(count++, step.value);
          untaken += 1;
          if ("error" in update) report(update, { outcome: "not-applied", error: update.error });
          else admit(update);
        }
      }
      if (!isRead && isEnough()) {
        await close();
        isRead = true;
      }
    } catch (error) {
      isRead = true;
      failure ??= { error };
    }
    isReading = false;
    wake();
  }

  /** Reports an update for which no request is needed, and lets the others wait for their turn. */
  function admit(update: Pending): void {
    try {
      const past = journal?.recall(update);
      if (past && !past.isDue) return void report(update, past.result);
      update.past = past;
      waiting.add(update);
      startSome();
    } catch (thrown) {
      report(update, { outcome: "not-sent", error: fail(thrown) });
    }
  }

  /** Starts the updates that may start, oldest first. */
  function startSome(): void {
    for (let own = takeNext(); own; own = takeNext()) void work(own);
  }

  /** Takes the oldest update that may start. */
  function takeNext(): Pending | undefined {
    const own = underWay.size < concurrency ? firstFree(waiting, underWay) : undefined;
    if (own) {
      waiting.delete(own);
      underWay.add(own);
    }
    return own;
  }

  /** Sends an update, and then others as long as any may start. */
  async function work(first: Pending): Promise<void> {
    for (let own: Pending | undefined = first; own; own = takeNext()) {
      settle(own, await send(own, shared).catch((thrown) => ({ outcome: "unknown", error: fail(thrown) })));
    }
  }

  function settle(own: Pending, settled: Settled): void {
    // A client that ignored the abort may end later.
    if (!underWay.delete(own)) return;
    try {
      if (settled.outcome !== "not-sent") journal?.settled(own, settled.outcome, settled.error);
    } catch (error) {
      fail(error);
    }
    report(own, settled);
  }

  function report({ index, ref, operation }: CheckedUpdate | Refusal, settled: Settled): void {
    finished.push({ index, ref, operation, ...settled } as UpdateResult);
    progress.count(settled);
    const { notApplied, unknown } = progress.counts;
    if (notApplied + unknown >= stopAfter) halt("stopAfter was reached.");
    wake();
  }

  function fail(thrown: unknown): Error {
    failure ??= { error: thrown };
    halt("it failed.", thrown);
    return asError(thrown);
  }

  function halt(why: string, cause?: unknown): void {
    shared.stopped ??= new Error(`The run ended before every update was sent: ${why}`, { cause });
    stop.abort();
    cut();
  }

  function abort(): void {
    halt("it was aborted.", signal?.reason);
    grace = setTimeout(() => {
      for (const own of [...underWay]) {
        settle(own, { outcome: "unknown", error: new Error("The client ignored the abort.") });
      }
      startSome();
    }, ABORT_GRACE_MS);
  }

  const isOver = (): boolean => isRead && untaken === 0;

  /** Waits until an update is over, or reading has ended. */
  const change = (): Promise<void> => new Promise((resolve) => (wake = resolve));

  /** Waits for what is under way. Where the loop was left, nothing new is started. */
  async function end(): Promise<void> {
    if (!isOver()) {
      halt("it was left.");
      isRead ||= total !== undefined;
      void readOn();
    }
    while (!isRead || finished.length < untaken) await change();
    release?.();
    clearTimeout(grace);
    await journal?.end().catch(fail);
    progress.end();
    if (failure) throw failure.error;
  }

  journal?.begin();
  const release = signal && onAbort(signal, abort);
  void readOn();
  try {
    while (!isOver()) {
      const result = finished.shift();
      if (result) {
        untaken -= 1;
        // The end of an update may let several others start, and `work` has taken only one of them.
        startSome();
        // Many are read at a time, which is faster, but none waits for that while it could start.
        if (untaken <= 2 * concurrency || underWay.size < concurrency) void readOn();
        yield result;
      } else await change();
    }
  } finally {
    await end();
  }
  return { ...progress.counts, stopped: shared.stopped };
}
