// Compares what a call claims with what was stored. Free of Node.
import { changedField } from "../support/records.ts";
import type { Drive, Observation } from "./drive.ts";
import { certainEnd, type Family, kindOf } from "./kinds.ts";
import { isRecordOf, writtenValue } from "./record.ts";
import { type Call, GENEROUS } from "./script.ts";
import type { Truth } from "./truth.ts";

/** A claim that is not true. */
export interface Violation {
  readonly id: number;
  /** Words for the kind of lie, which stay the same while a script is shrunk. */
  readonly what: string;
  /** What was claimed, and what the server knows. */
  readonly details: string;
}

/** One call with what came of it. */
export interface Judged {
  readonly call: Call;
  readonly kind: string;
  readonly observation: Observation;
  readonly truth: Truth;
  /** Whether nothing about the end of the call was in doubt. */
  readonly isCertain: boolean;
  readonly violations: readonly Violation[];
}

// They send a request again by themselves when a kept connection turns out to be dead.
const RESENDING: readonly Family[] = ["deno", "chromium"];

function liesOf(call: Call, { claim, attempts, ms }: Observation, truth: Truth, family: Family): string[] {
  const lies: string[] = [];
  const { stored, requests } = truth;
  // What a runtime that sends again by itself is told of the second request says nothing of the first.
  const isResent = RESENDING.includes(family) && requests > attemptsOf(claim);
  // Chromium takes headers that end early for a whole response without a body.
  const isCutHead = family === "chromium" && call.steps.some(({ reply }) => reply?.cut?.within === "headers");
  switch (claim.kind) {
    case "resolved":
      if (!stored) lies.push("resolved, but nothing was stored");
      if (!isRecordOf(call, claim.record)) lies.push("resolved another record");
      else if (claim.record[changedField(call.operationId)] !== writtenValue(call))
        lies.push("resolved without the value");
      break;
    case "failed": {
      if (claim.outcome === "not-applied" && stored && !isResent) lies.push("not-applied, but stored");
      if (claim.outcome === "applied" && !stored && !isCutHead) lies.push("applied, but not stored");
      const isCounted = !RESENDING.includes(family) && !call.fetches?.includes("follows-redirects");
      if (isCounted && claim.attempts < requests && !has421(call))
        lies.push("more requests arrived than attempts are told");
      if (claim.attempts > call.maxRetries + 1) lies.push("more attempts than maxRetries allows");
      break;
    }
    case "something else":
      lies.push("rejected with something else than an AtomscaleError");
      break;
    case "nothing":
      lies.push("did not settle within its limits, or after its abort");
      break;
    case "middleware":
      if (!call.middleware?.startsWith("throws")) lies.push("rejected with an error of no middleware");
  }
  // After a 421 Node's fetch sends the request again by itself, and without its body.
  if (truth.garbled && !has421(call)) lies.push("another request arrived than was given");
  if (truth.ledAstray > 0 && !call.fetches?.includes("follows-redirects"))
    lies.push("a redirect was followed");
  if (call.misuse && requests > 0) lies.push("sent what is to be refused");
  if (attempts.some(([number], index) => number !== index + 1))
    lies.push("attempts are told with other numbers than 1, 2 and so on");
  if (claim.kind === "failed" && attempts.length > 0 && attempts.length !== claim.attempts)
    lies.push("the error tells of another number of attempts than onAttempt");
  for (const [, outcome, key] of call.key.endsWith("function") ? attempts : []) {
    const isStored = truth.storedAttempts.includes(key);
    if (outcome === "not-applied" && isStored && !isResent)
      lies.push("an attempt was told as not-applied, but stored");
    // On a connection that is out of step, the record may be the reply to an earlier attempt of the same call.
    const isLate = call.entry === "shared" && stored;
    if (outcome === "applied" && !isStored && !isCutHead && !isLate)
      lies.push("an attempt was told as applied, but not stored");
  }
  const certain = isDisturbed(call, { claim, ms }, truth, family) ? undefined : certainEnd(call, family);
  if (certain && lies.length === 0 && !fits(claim, certain))
    lies.push(`certain to be ${certain}, but told otherwise`);
  return lies;
}

function attemptsOf(claim: Observation["claim"]): number {
  return claim.kind === "failed" ? claim.attempts : 1;
}

/** Tells whether something outside of a call and its script decided its end, which is then not certain. */
function isDisturbed(
  call: Call,
  { claim, ms }: Pick<Observation, "claim" | "ms">,
  { requests }: Truth,
  family: Family,
): boolean {
  if (claim.kind !== "failed") return false;
  // On a machine that is busy elsewhere, a call may reach the most generous limit.
  if (hasWaited(call, { claim, ms })) return true;
  // Bun sends on a connection whose last reply announced its end, and so meets the fault of another call.
  return family === "bun" && claim.code === "connection-failed" && requests > 0;
}

/** Tells whether a call without a limit of its own ended because nothing else had ended it for so long. */
export function hasWaited(
  { timeoutMs, totalTimeoutMs }: Call,
  { claim, ms }: Pick<Observation, "claim" | "ms">,
): boolean {
  const isFree = timeoutMs === undefined && totalTimeoutMs === undefined;
  return isFree && claim.kind === "failed" && claim.code === "timed-out" && ms >= GENEROUS.timeoutMs;
}

function has421({ steps }: Call): boolean {
  return steps.some(({ reply }) => reply?.status === 421);
}

function fits(claim: Observation["claim"], certain: string): boolean {
  if (claim.kind === "failed") return claim.outcome === certain;
  if (claim.kind === "answered") return certain === "not-applied";
  return claim.kind === certain;
}

export function judge(
  calls: readonly Call[],
  { observations, unhandled }: Drive,
  truths: ReadonlyMap<number, Truth>,
  family: Family,
): Judged[] {
  const byId = new Map(observations.map((observation) => [observation.id, observation]));
  return calls.map((call, index) => {
    const observation = byId.get(call.id);
    const truth = truths.get(call.id);
    if (!observation || !truth) throw new Error(`Nothing is known of call ${call.id}.`);
    const lies = liesOf(call, observation, truth, family);
    // Nothing tells which call it was; the run as a whole has failed.
    const rejections = index === 0 ? unhandled.map((reason) => `unhandled: ${reason}`) : [];
    const details = `${JSON.stringify(observation)} ${JSON.stringify(truth)}`;
    const violations = [...lies, ...rejections].map((what) => ({ id: call.id, what, details }));
    const isCertain =
      !isDisturbed(call, observation, truth, family) && certainEnd(call, family) !== undefined;
    return { call, kind: kindOf(call), observation, truth, isCertain, violations };
  });
}
