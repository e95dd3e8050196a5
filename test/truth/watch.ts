// Watches what goes wrong around calls: calls that never settle, rejections that nobody handles, warnings. Free of Node.

/** Watches how long a call goes on after its longest time and after its abort. */
export function watchCall(
  signal: AbortSignal,
  longestMs: number,
  patienceMs: number,
): { hung: Promise<{ kind: "nothing" }>; stop(): { afterAbortMs: number | undefined } } {
  const timers: ReturnType<typeof setTimeout>[] = [];
  let giveUp = (): void => {};
  const hung = new Promise<{ kind: "nothing" }>((resolve) => {
    giveUp = () => timers.push(setTimeout(resolve, patienceMs, { kind: "nothing" }));
  });
  let abortedAt: number | undefined;
  const onAbort = (): void => {
    abortedAt = performance.now();
    giveUp();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort);
  timers.push(setTimeout(giveUp, longestMs));
  return {
    hung,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      return { afterAbortMs: abortedAt === undefined ? undefined : performance.now() - abortedAt };
    },
  };
}

interface Listenable {
  on(event: string, listener: (...values: unknown[]) => void): void;
  off(event: string, listener: (...values: unknown[]) => void): void;
}

/** Listens for rejections that nobody handles, and for warnings about timers and listeners, until it is stopped. */
export function watchProcess(): () => string[] {
  const { process } = globalThis as { process?: Partial<Listenable> };
  const warnings: string[] = [];
  const onWarning = (warning: unknown): void => {
    // undici warns of listeners of its own where a fetch follows a redirect eleven times.
    if (/Timeout|abort listeners/.test(`${warning}`)) warnings.push(`${warning}`);
  };
  // workerd reports a promise whose handler comes a moment later, and then takes that back.
  const rejections = new Map<unknown, unknown>();
  const onRejection = (reason: unknown, promise: unknown): unknown => rejections.set(promise, reason);
  const onHandled = (promise: unknown): unknown => rejections.delete(promise);
  const onEvent = (event: Event & { promise?: unknown; reason?: unknown }): void => {
    event.preventDefault();
    if (event.type === "rejectionhandled") onHandled(event.promise);
    else onRejection(event.reason, event.promise);
  };
  const listeners = [
    ["unhandledRejection", onRejection],
    ["rejectionHandled", onHandled],
    ["warning", onWarning],
  ] as const;
  const isProcess = process?.on && process.off;
  for (const [name, listener] of listeners) {
    if (isProcess) process.on?.(name, listener);
    else globalThis.addEventListener?.(name.toLowerCase(), onEvent as EventListener);
  }
  return () => {
    for (const [name, listener] of listeners) {
      if (isProcess) process.off?.(name, listener);
      else globalThis.removeEventListener?.(name.toLowerCase(), onEvent as EventListener);
    }
    return [...warnings, ...[...rejections.values()].map(String)];
  };
}
