// Holds what a driver printed for one vector against the vector: `{reply}`, `{status, error}` or `{crash}`.
import { isDeepStrictEqual } from "node:util";
import { listDifferences } from "./list-differences.ts";
import type { RecordedVector } from "./recorder.ts";

/** Models write a null as null or leave it out; in a reply both say the same. */
function withoutNulls(reply: unknown): unknown {
  if (typeof reply !== "object" || reply === null) return reply;
  return Object.fromEntries(Object.entries(reply).filter(([, value]) => value !== null));
}

/** Clients hand over the body of a failure parsed or as text; both are readable. */
function isReadable(error: unknown, expected: unknown): boolean {
  if (isDeepStrictEqual(error, expected)) return true;
  try {
    return isDeepStrictEqual(JSON.parse(String(error)), expected);
  } catch {
    return false;
  }
}

/** Holds what the driver printed against the reply of the vector. */
export function compareOutcome(vector: RecordedVector, line: string | undefined): string[] {
  if (line === undefined) return ["the driver printed nothing"];
  const outcome = JSON.parse(line) as Record<string, unknown>;
  if ("crash" in outcome) return [`the client failed: ${outcome.crash}`];
  if (vector.status !== 200) {
    const isRight = outcome.status === vector.status && isReadable(outcome.error, vector.reply);
    return isRight ? [] : [`outcome: ${line}`];
  }
  return listDifferences(withoutNulls(vector.reply), withoutNulls(outcome.reply))
    .filter((difference) => difference !== "/added_later is missing")
    .map((difference) => `reply: ${difference}`);
}
