import { readProperty } from "./causes.ts";
import { describe } from "./words.ts";

/** Says what is wrong with a promise where a value is due; undefined for anything else. Never throws. */
export function faultOfPromise(value: unknown): string | undefined {
  ignoreRejection(value);
  const isPromise = typeof value === "object" && typeof readProperty(value, "then") === "function";
  return isPromise ? "is a promise; await it first" : undefined;
}

/** Lets a promise that nobody waits for reject without an unhandled rejection. Never throws. */
export function ignoreRejection(value: unknown): void {
  // Not anything else that has `then`: a query of a database runs when that is called.
  if (typeof value !== "object" || describe(value) !== "Promise") return;
  callQuietly(() => value);
}

/** Calls a function for what it does: whether it throws, or what it returns rejects, changes nothing. */
export function callQuietly(work: () => unknown): void {
  new Promise((resolve) => resolve(work())).catch(() => {});
}
