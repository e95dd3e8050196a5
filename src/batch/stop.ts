// Timers hold 31 bits; a longer wait would end at once: https://developer.mozilla.org/docs/Web/API/Window/setTimeout
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Something that ends waits before their time. */
export interface Stop {
  /** Why nothing is waited for any more; undefined until then. The first reason stays. */
  readonly reason: Error | undefined;
  now(reason: Error): void;
  /** Waits until a time has passed. */
  orTime(ms: number): Promise<void>;
  /** Waits for a promise; undefined where the stop comes first. A later rejection is ignored. */
  orSettled<T>(promise: PromiseLike<T>): Promise<T | undefined>;
}

export function createStop(): Stop {
  let reason: Error | undefined;
  const wakers = new Set<() => void>();

  const orSettled: Stop["orSettled"] = (promise) =>
    new Promise((resolve, reject) => {
      const wake = (): void => resolve(undefined);
      wakers.add(wake);
      promise.then(
        (value) => {
          wakers.delete(wake);
          resolve(value);
        },
        (error) => {
          wakers.delete(wake);
          reject(error);
        },
      );
    });

  return {
    get reason() {
      return reason;
    },
    now(why) {
      reason ??= why;
      for (const wake of wakers) wake();
    },
    orSettled,
    async orTime(ms) {
      if (reason) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const passed = new Promise((resolve) => {
        timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER_MS));
      });
      await orSettled(passed);
      clearTimeout(timer);
    },
  };
}
