// Shortens a script that shows a violation: first the list of calls, then each call's options.
import { isFair } from "./fair.ts";
import type { Violation } from "./judge.ts";
import type { Runner } from "./machine.ts";
import type { Call, Step } from "./script.ts";

/** Number of runs in which a shorter script may fail to show the violation, as races have a say. */
const TRIES = 3;

/** Gives the shortest script found that still shows the violation, within a time in milliseconds. */
export async function shrink(
  run: Runner,
  calls: readonly Call[],
  { id, what }: Violation,
  withinMs = 60_000,
): Promise<readonly Call[]> {
  const end = performance.now() + withinMs;
  const shows = async (script: readonly Call[]): Promise<boolean> => {
    if (!script.every(isFair)) return false;
    for (let tries = 0; tries < TRIES && performance.now() < end; tries++) {
      const judged = await run(script);
      if (judged.some(({ violations }) => violations.some((each) => each.what === what))) return true;
    }
    return false;
  };
  const guilty = calls.filter((call) => call.id === id);
  const short = (await shows(guilty)) ? guilty : await dropCalls(calls, shows);
  return simplify(short, shows);
}

type Shows = (script: readonly Call[]) => Promise<boolean>;

/** Delta debugging: drops ever smaller parts of the list for as long as the rest shows the violation. */
async function dropCalls(calls: readonly Call[], shows: Shows): Promise<readonly Call[]> {
  let script = calls;
  for (let size = script.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < script.length; ) {
      const rest = [...script.slice(0, at), ...script.slice(at + size)];
      if (rest.length > 0 && (await shows(rest))) script = rest;
      else at += size;
    }
  }
  return script;
}

/** Makes each call plainer for as long as the script shows the violation. */
async function simplify(calls: readonly Call[], shows: Shows): Promise<readonly Call[]> {
  let script = calls;
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (let index = 0; index < script.length; index++) {
      // What has been tried in vain before another change is tried again only in the next round.
      for (let tried = 0; ; ) {
        const plainer = plainerCalls(script[index] as Call)[tried];
        if (!plainer) break;
        const candidate = script.map((each, at) => (at === index ? plainer : each));
        if (await shows(candidate)) {
          script = candidate;
          isShorter = true;
        } else tried++;
      }
    }
  }
  return script;
}

const PLAIN: Partial<Call> = {
  maker: "createClient",
  entry: "http",
  maxRetries: 0,
  key: "text",
  operationId: "updateDataEntry",
};

/** Lists the ways in which one thing about a call can be left out, or be made the usual one. */
function plainerCalls(call: Call): Call[] {
  const plainer: Call[] = without(call, ["id", "steps", ...Object.keys(PLAIN)]);
  for (const [name, value] of Object.entries(PLAIN)) {
    if (call[name as keyof Call] !== value) plainer.push({ ...call, [name]: value });
  }
  if (call.fetches && call.fetches.length > 1) {
    plainer.push(...call.fetches.map((kind) => ({ ...call, fetches: [kind] })));
  }
  for (const [index, step] of call.steps.entries()) {
    if (call.steps.length > 1) plainer.push({ ...call, steps: call.steps.filter((_, at) => at !== index) });
    for (const each of plainerSteps(step)) {
      plainer.push({ ...call, steps: call.steps.map((other, at) => (at === index ? each : other)) });
    }
  }
  return plainer;
}

function plainerSteps(step: Step): Step[] {
  const plainer = without(step, ["stores", "end"]);
  if (step.end !== "keep") plainer.push({ ...step, end: "keep" });
  if (step.reply) {
    const required = ["status", "body", "type", "framing"];
    plainer.push(...without(step.reply, required).map((reply) => ({ ...step, reply })));
    const usual = { type: "application/json", framing: "length", body: "record", status: 200 } as const;
    for (const [name, value] of Object.entries(usual)) {
      if (step.reply[name as keyof typeof usual] !== value)
        plainer.push({ ...step, reply: { ...step.reply, [name]: value } });
    }
  }
  return plainer;
}

/** Leaves out each property in turn but those that are required. */
function without<T extends object>(value: T, required: readonly string[]): T[] {
  return Object.keys(value)
    .filter((name) => !required.includes(name))
    .map((name) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)) as T);
}
