// Measures requests per second on loopback. Contestants take turns, each in a process of its own, as in one that they
// shared each would pay for the others' timers, garbage and compiled code.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Round } from "./measure.ts";
import type { Shares } from "./profile.ts";
import { median, quartiles } from "./statistics.ts";
import type { Order } from "./worker.ts";

// V8 compiles the hot code after some thousand calls.
const WARM_UP_CALLS = 2_000;

/** How long to measure, and how often anew. */
export interface Plan {
  readonly concurrencies: readonly number[];
  /** Number of times that every contestant gets a new process. */
  readonly processes: number;
  /** Number of rounds in each process. */
  readonly rounds: number;
  /** Number of turns of each contestant in a round, as a shared machine is faster in one second than in the next. */
  readonly turns: number;
  readonly turnMs: number;
}

export interface Ratio {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

export interface Throughput<Name extends string> {
  readonly name: Name;
  /** Median number of requests per second. */
  readonly rate: number;
  /** Median of the ratios to each reference's rate in the same round, and their quartiles. */
  readonly ratios: readonly Ratio[];
  /** Median processor time of a call, in microseconds. */
  readonly cpuUs: number;
  /** Median of the ratios of each reference's processor time to this in the same round, and their quartiles. */
  readonly cpuRatios: readonly Ratio[];
}

/** Pins a process to one core, so that server and client do not fight for one. */
function start(module: string, args: string[], core: number): ChildProcess {
  return fork(module, args, { execPath: "taskset", execArgv: ["-c", String(core), process.execPath] });
}

async function message<T>(child: ChildProcess): Promise<T> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, "exit", { signal }).then(() => {
    throw new Error(`${child.spawnargs.join(" ")} ended`);
  });
  ended.catch(() => {});
  try {
    const [value] = (await Promise.race([once(child, "message", { signal }), ended])) as [T];
    return value;
  } finally {
    settled.abort();
  }
}

/** Measures at each number of concurrent calls, in new processes several times, as compilers may take another way. */
export async function measureThroughput<Name extends string>(
  names: readonly Name[],
  references: readonly Name[],
  modules: { server: string; worker: string },
  plan: Plan,
): Promise<Map<number, Throughput<Name>[]>> {
  const { concurrencies, processes } = plan;
  const results = new Map(concurrencies.map((each) => [each, new Map<Name, Round[]>()]));
  const server = start(modules.server, [], 0);
  try {
    const baseUrl = `http://127.0.0.1:${await message<number>(server)}`;
    for (let count = 0; count < processes; count++) {
      const workers = new Map<Name, ChildProcess>();
      const run = (name: Name, order: Order): Promise<Round> => {
        const worker = workers.get(name) as ChildProcess;
        const answer = message<Round>(worker);
        worker.send(order);
        return answer;
      };
      try {
        for (const name of names) {
          const worker = start(modules.worker, [baseUrl, name], 1);
          workers.set(name, worker);
          await message(worker);
          await run(name, { calls: WARM_UP_CALLS, concurrency: 4 });
        }
        for (const concurrency of concurrencies) {
          const own = results.get(concurrency) as Map<Name, Round[]>;
          await measureRounds(names, plan, count * plan.rounds, concurrency, run, own);
        }
      } finally {
        for (const worker of workers.values()) worker.kill();
      }
    }
  } finally {
    server.kill();
  }
  return new Map([...results].map(([each, own]) => [each, summarize(names, references, own)]));
}

/** Profiles each one by itself, as a profile of several could not tell whose garbage is collected. */
export async function measureShares(
  names: readonly string[],
  concurrencies: readonly number[],
  modules: { server: string; profile: string },
): Promise<Map<string, Shares>> {
  const server = start(modules.server, [], 0);
  const results = new Map<string, Shares>();
  try {
    const baseUrl = `http://127.0.0.1:${await message<number>(server)}`;
    for (const concurrency of concurrencies) {
      for (const name of names) {
        const profiled = start(modules.profile, [baseUrl, name, `${concurrency}`], 1);
        results.set(`${name}, ${concurrency} concurrent`, await message<Shares>(profiled));
      }
    }
  } finally {
    server.kill();
  }
  return results;
}

async function measureRounds<Name extends string>(
  names: readonly Name[],
  { rounds, turns, turnMs }: Plan,
  firstRound: number,
  concurrency: number,
  run: (name: Name, order: Order) => Promise<Round>,
  results: Map<Name, Round[]>,
): Promise<void> {
  const calls = new Map<Name, number>();
  for (const name of names) {
    const { cpuMs } = await run(name, { calls: 500, concurrency });
    calls.set(name, Math.max(20, Math.round((500 / cpuMs) * turnMs)));
  }
  for (let round = firstRound; round < firstRound + rounds; round++) {
    const sums = new Map(names.map((name) => [name, { ms: 0, cpuMs: 0 }]));
    for (let turn = 0; turn < turns; turn++) {
      // A different one goes first each time, and every other turn goes backwards.
      const order = names.map((_, index) => names[(index + round + turn) % names.length] as Name);
      if (turn % 2 === 1) order.reverse();
      for (const name of order) {
        const count = calls.get(name) as number;
        const { ms, cpuMs } = await run(name, { calls: count, concurrency });
        const sum = sums.get(name) as { ms: number; cpuMs: number };
        sum.ms += ms / count / turns;
        sum.cpuMs += cpuMs / count / turns;
      }
    }
    for (const [name, sum] of sums) results.set(name, [...(results.get(name) ?? []), sum]);
  }
}

function summarize<Name extends string>(
  names: readonly Name[],
  references: readonly Name[],
  results: ReadonlyMap<Name, Round[]>,
): Throughput<Name>[] {
  return names.map((name) => {
    const own = results.get(name) as Round[];
    const against = (measure: keyof Round): Ratio[] =>
      references.map((reference) => {
        const others = results.get(reference) as Round[];
        const ratios = own.map((round, index) => (others[index] as Round)[measure] / round[measure]);
        return { median: median(ratios), quartiles: quartiles(ratios) };
      });
    return {
      name,
      rate: 1000 / median(own.map(({ ms }) => ms)),
      ratios: against("ms"),
      cpuUs: 1000 * median(own.map(({ cpuMs }) => cpuMs)),
      cpuRatios: against("cpuMs"),
    };
  });
}
