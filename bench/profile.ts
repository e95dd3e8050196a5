// Measures where the time of a call on loopback goes, by V8's sampling profiler, and tells its parent.
import { Session } from "node:inspector/promises";
import { type Contestant, contestants, type Name } from "./contestants.ts";
import { repeat } from "./repeat.ts";

const WARM_UP_CALLS = 3_000;
const CALLS = 20_000;
const INTERVAL_US = 200;

/** Microseconds of a call by what they were spent on. */
export type Shares = Readonly<Record<string, number>>;

// What every client asks of the platform for a call with a time limit.
const PLATFORM: Readonly<Record<string, string>> = {
  fetch: "fetch",
  text: "fetch",
  json: "fetch",
  timeout: "signal and timer",
  "get signal": "signal and timer",
  AbortController: "signal and timer",
  setTimeout: "signal and timer",
  clearTimeout: "signal and timer",
};

function ownerOf(url: string): string | undefined {
  if (url.includes("openapi-fetch")) return "openapi-fetch";
  if (url.endsWith("dist/index.js")) return "atomscale-client";
  return url.endsWith("/profile.mjs") ? "code of the benchmark" : undefined;
}

const [baseUrl, name, concurrency] = process.argv.slice(2) as [string, Name, string];
const contestant: Contestant = contestants[name];
const call = await contestant(baseUrl);
await repeat(call, WARM_UP_CALLS, Number(concurrency));
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
await session.post("Profiler.start");
await repeat(call, CALLS, Number(concurrency));
const { profile } = await session.post("Profiler.stop");

const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
const parents = new Map(
  profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
);
const shares: Record<string, number> = {};
for (const [index, sample] of (profile.samples ?? []).entries()) {
  let share = "fetch";
  const leaf = nodes.get(sample)?.callFrame.functionName;
  if (leaf === "(idle)") continue;
  if (leaf === "(garbage collector)") share = "garbage collection";
  else {
    // Up to the first frame of a package: what that frame had called tells what the time was for.
    let below = "";
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const { functionName, url } = nodes.get(id)?.callFrame ?? { functionName: "", url: "" };
      const owner = ownerOf(url);
      if (owner) {
        const within = owner === "atomscale-client" ? `${owner}: ${functionName || "inner function"}` : owner;
        share = PLATFORM[below] ?? within;
        break;
      }
      below = functionName;
    }
  }
  shares[share] = (shares[share] ?? 0) + (profile.timeDeltas?.[index] ?? 0) / CALLS;
}
process.send?.(shares satisfies Shares);
process.disconnect?.();
