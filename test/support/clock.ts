// A clock that runs only when a test lets it, so that no limit passes because a machine is busy.
import { vi } from "vitest";

/** Stops the clock that limits and waits go by; `vi.useRealTimers` gives it back. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
}

/** Lets the clock run until nothing waits for it any more, and gives what a promise resolves to. */
export async function runClock<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return promise;
}
