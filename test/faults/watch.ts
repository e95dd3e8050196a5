// Sees what a call leaves behind and how far it has come, without a change to the client. Free of Node.

/** Makes a signal that counts its listeners. */
export function watchedController(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Map<unknown, boolean>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = ((type: string, listener: () => void, options?: AddEventListenerOptions) => {
    listeners.set(listener, options?.once === true);
    add(type, listener, options);
  }) as typeof signal.addEventListener;
  signal.removeEventListener = ((type: string, listener: () => void) => {
    // As EventTarget does: another type is another listener.
    if (type === "abort") listeners.delete(listener);
    remove(type, listener);
  }) as typeof signal.removeEventListener;
  return {
    controller,
    listeners: () => [...listeners.values()].filter((once) => !(once && signal.aborted)).length,
  };
}

export interface Timers {
  /** Sets a timer that is not counted. */
  readonly later: (run: () => void, ms: number) => unknown;
  /** Number of timers that are set and neither cleared nor over. */
  readonly pending: () => number;
  /** Lets every one of them fire now. */
  readonly expire: () => void;
  readonly restore: () => void;
}

/** Watches the timers that a call sets. */
export function watchTimers(): Timers {
  const { setTimeout: later, clearTimeout: clear } = globalThis;
  const pending = new Map<unknown, () => void>();
  globalThis.setTimeout = ((run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
    const fire = (): void => {
      pending.delete(timer);
      run(...values);
    };
    const timer: unknown = later(fire, ms);
    // The connection pool of a runtime keeps a timer of its own, between calls too.
    const [, , setBy = ""] = new Error().stack?.split("\n") ?? [];
    if (!/node:internal|undici/.test(setBy)) pending.set(timer, fire);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Parameters<typeof clear>[0]) => {
    pending.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  return {
    later: (run, ms) => later(run, ms),
    pending: () => pending.size,
    expire() {
      for (const [timer, fire] of [...pending]) {
        clear(timer as Parameters<typeof clear>[0]);
        fire();
      }
    },
    restore: () => Object.assign(globalThis, { setTimeout: later, clearTimeout: clear }),
  };
}

/**
 * Puts itself in the place of the platform's fetch, and tells when a client waits for more of a body than was sent.
 * A body of which something was sent is awaited in that sense once something of it has come.
 */
export function watchBodies(isBegun: boolean, onAwaited: () => void): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = async (...values) => {
    const response = await fetch(...values);
    const { body } = response;
    if (body === null) return response;
    const getReader = body.getReader.bind(body);
    const watched = (): ReadableStreamDefaultReader<Uint8Array> => {
      const reader = getReader();
      const read = reader.read.bind(reader);
      let has = !isBegun;
      reader.read = () => {
        const next = read();
        if (has) Promise.resolve().then(onAwaited);
        has = true;
        return next;
      };
      return reader;
    };
    body.getReader = watched as typeof body.getReader;
    return response;
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
