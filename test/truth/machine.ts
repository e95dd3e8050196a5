// Runs calls of the truth machine in this process: world, drive and judgement.
import type { Clients } from "./clients.ts";
import { drive, USUAL } from "./drive.ts";
import { type Judged, judge } from "./judge.ts";
import { routeThrough } from "./route.ts";
import type { Call } from "./script.ts";
import { makeWorldCertificates, startWorld } from "./world.ts";

/** Runs calls in whatever place, and tells what came of each. */
export type Runner = (calls: readonly Call[]) => Promise<Judged[]>;

export interface Machine {
  readonly run: Runner;
  close(): Promise<void>;
}

/** Starts a machine in this process, which is a Node. */
export async function startMachine(clients: Clients): Promise<Machine> {
  const world = await startWorld(await makeWorldCertificates());
  const restore = await routeThrough(world);
  return {
    async run(calls) {
      world.expect(calls);
      const driven = await drive(clients, world.origins, calls, USUAL);
      return judge(calls, driven, await world.settle(), "node");
    },
    async close() {
      restore();
      await world.close();
    },
  };
}
