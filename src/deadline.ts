import { type Cause, readCauses } from "./causes.ts";
import { callQuietly } from "./promise.ts";

/** What ended a wait before its time: the limit, or the caller's signal. */
export type End = "timed-out" | "aborted";

/** Why a piece of work gave nothing: the errors it failed with, outermost first, or what ended the wait for it. */
export interface Failed {
  readonly causes?: readonly Cause[];
  readonly end?: End;
}

/** How a piece of work ended. */
export type Raced<T> = { readonly value: T } | Failed;

/** Limit for several pieces of work, one after the other. */
export interface Deadline {
  /** Aborts when the deadline passes, for the work to stop. */
  readonly signal: AbortSignal;
  /** Waits for a piece of work, but not beyond the deadline; does not begin it after the deadline. Never rejects. */
  race<T>(work: () => T | PromiseLike<T>): Promise<Raced<T>>;
  /** Stops work that nobody waits for. */
  cancel(): void;
  /** Takes the timer and the listener away. */
  release(): void;
}

// Timers hold 31 bits; a longer wait would end at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Starts a deadline that passes after some milliseconds, or when the caller's signal aborts. */
export function startDeadline(ms: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const endsAt = performance.now() + ms;
  let ended: End | undefined;
  let settle: ((end: End) => void) | undefined;

  const finish = (end: End): void => {
    ended ??= end;
    settle?.(ended);
    controller.abort();
  };
  // Where the event loop was busy, the time may be up already.
  const timer = setTimeout(finish, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS), "timed-out");
  const unsubscribe = signal && onAbort(signal, () => finish("aborted"));

  return {
    signal: controller.signal,
    race<T>(work: () => T | PromiseLike<T>) {
      return new Promise<Raced<T>>((resolve) => {
        // Work that never leaves the microtask queue would keep the timer from firing.
        if (performance.now() > endsAt) finish("timed-out");
        if (ended) return resolve({ end: ended });
        settle = (end) => resolve({ end });
        new Promise<T>((done) => done(work())).then(
          (value) => resolve({ value }),
          (error: unknown) => resolve({ causes: readCauses(error) }),
        );
      });
    },
    cancel: () => controller.abort(),
    release() {
      clearTimeout(timer);
      unsubscribe?.();
    },
  };
}

/** Waits some milliseconds, or until the signal aborts. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    let unsubscribe: (() => void) | undefined;
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe?.();
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
    unsubscribe = signal && onAbort(signal, end);
  });
}

interface SharedListener {
  readonly listeners: Set<() => void>;
  readonly relay: () => void;
}

// Node warns where a signal has more than ten listeners, so all calls that share a signal share one.
const sharedListeners = new WeakMap<AbortSignal, SharedListener>();

/** Calls a listener when a signal aborts, at once where it has. Returns a function that takes the listener away. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  const shared = sharedListeners.get(signal) ?? shareListener(signal);
  shared.listeners.add(listener);
  return () => {
    if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
    sharedListeners.delete(signal);
    // A signal of the user's own may lack the method; the call has ended all the same.
    callQuietly(() => signal.removeEventListener("abort", shared.relay));
  };
}

function shareListener(signal: AbortSignal): SharedListener {
  const listeners = new Set<() => void>();
  const relay = (): void => {
    for (const listener of [...listeners]) listener();
  };
  // A signal of the user's own may take no listener; it ends no call, and fails none either.
  callQuietly(() => signal.addEventListener("abort", relay));
  const shared = { listeners, relay };
  sharedListeners.set(signal, shared);
  return shared;
}
