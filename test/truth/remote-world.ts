// A world in a process of its own, so that nothing of it counts as the client's memory. Run by itself, it is that process.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Call } from "./script.ts";
import type { Truth } from "./truth.ts";
import { makeWorldCertificates, startWorld, type World } from "./world.ts";

const file = fileURLToPath(import.meta.url);

export interface RemoteWorld {
  readonly origins: World["origins"];
  expect(calls: readonly Call[]): Promise<void>;
  settle(): Promise<Map<number, Truth>>;
  close(): void;
}

async function ask(child: ChildProcess, question: object): Promise<unknown> {
  const answered = once(child, "message");
  child.send(question);
  return (await answered)[0];
}

export async function startRemoteWorld(): Promise<RemoteWorld> {
  const child = fork(file, { execArgv: ["--import", "tsx"] });
  const [origins] = await once(child, "message");
  return {
    origins,
    async expect(calls) {
      await ask(child, { calls });
    },
    settle: async () => new Map((await ask(child, {})) as [number, Truth][]),
    close: () => child.kill(),
  };
}

if (process.argv[1] === file) {
  const world = await startWorld(await makeWorldCertificates());
  process.on("message", async ({ calls }: { calls?: readonly Call[] }) => {
    if (calls) world.expect(calls);
    process.send?.(calls ? "expected" : [...(await world.settle())]);
  });
  process.send?.(world.origins);
}
