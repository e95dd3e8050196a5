// A Redis of its own, in a folder of its own, on a free port.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** Installs Redis from Debian where it is missing. */
export function ensureRedis(): void {
  if (spawnSync("redis-server", ["--version"]).status === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { env });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], { env });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

export async function startRedis(folder: string): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await findFreePort();
  const options = {
    port,
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "yes",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const redis = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  for await (const chunk of redis.stdout) {
    printed += chunk;
    if (printed.includes("Ready to accept connections")) break;
  }
  if (redis.exitCode !== null) throw new Error(`Redis did not start:\n${printed}`);
  return {
    port,
    async stop() {
      redis.kill();
      if (redis.exitCode === null && redis.signalCode === null) await once(redis, "exit");
    },
  };
}
