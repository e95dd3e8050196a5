export interface Round {
  readonly ms: number;
  /** Time that the processor spent on this process, which a busy machine changes less. */
  readonly cpuMs: number;
}

/** Measures what some work takes of this process. */
export async function measure(work: () => Promise<unknown>): Promise<Round> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1e3 };
}
