import type { Issue } from "./errors.ts";
import type { Operation } from "./operation.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){4}[\da-f]{8}$/i;

// Python's json module, which the service probably reads with, gives up near 1,000 levels.
const MAX_DEPTH = 500;

/** Fills a path template, and adds a fault for each parameter that is missing, unknown or not a UUID. */
export function fillPath(template: string, given: unknown, issues: Issue[]): string {
  const parameters: Record<string, unknown> = Object(given);
  const names: string[] = [];
  // Split, as replace() with a function costs four times as much.
  let [path, ...steps] = template.split("{") as [string, ...string[]];
  for (const step of steps) {
    const [name, literal] = step.split("}") as [string, string];
    const value = parameters[name];
    names.push(name);
    if (typeof value === "string" && UUID.test(value)) path += value + literal;
    else {
      const text = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : typeName(value);
      issues.push({ pointer: stepTo(name), message: `is ${text}, not a UUID` });
    }
  }
  findUnknown(Object.keys(parameters), names, issues);
  return path;
}

/** Writes the body of an update as JSON, and adds a fault for each field and value that would do harm. */
export function writePatch({ fields, needs }: Operation, body: unknown, issues: Issue[]): string {
  const sent: string[] = [];
  const json = writeJson(body ?? {}, issues, fields, sent);
  findUnknown(sent, Object.keys(fields), issues);
  if (!sent[0]) issues.push({ pointer: "", message: "has no field to change" });
  for (const choice of needs) {
    if (choice.some((name) => sent.includes(name))) continue;
    issues.push({ pointer: "", message: `lacks ${choice.join(" or ")}` });
  }
  return json;
}

/**
 * Writes a value as JSON, reading each property once, and adds a fault for all that JSON would drop, blur or turn
 * into `null`. `fields` gives the JSON types of top-level members, whose names are put down in `sent`.
 */
export function writeJson(
  given: unknown,
  issues: Issue[],
  fields: Readonly<Record<string, string>>,
  sent: string[] = [],
  steps: readonly string[] = [],
  ancestors: readonly unknown[] = [],
): string {
  // Calls itself, and not a function within: V8 forgets the compiled code of that one when it collects garbage.
  const fault = (message: string): string => {
    issues.push({ pointer: steps.map(stepTo).join(""), message });
    return "";
  };
  const key = steps.at(-1) ?? "";
  let types = "null";
  if (steps.length === 1) {
    sent.push(key);
    types = `${fields[key] ?? types}`;
  }
  try {
    let value = given as Record<string, unknown> | null | undefined;
    if (typeof value === "object" && typeof value?.toJSON === "function") {
      value = value.toJSON(key);
      // The JSON form of an Invalid Date, and of its like in date and number libraries, is null.
      if (value == null) return fault(`is ${given}, which has no JSON form`);
    }
    if (value === null) return types.includes("null") ? "null" : fault("is null, which may erase data");
    if (typeof value === "number") {
      if (!Number.isFinite(value)) return fault(`is ${value}`);
      // A carrier density of 1.65e19 is an everyday number; a record id beyond 2^53 has lost digits.
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER && !types.includes("number")) {
        return fault("is beyond 2^53, where integers lose digits");
      }
      // JSON has a negative zero, but JSON.stringify drops its sign.
      return Object.is(value, -0) ? "-0" : `${value}`;
    }
    if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
    // JSON.stringify leaves out functions and symbols, and makes {} or worse of Map, Set, RegExp and typed arrays.
    const list = Array.isArray(value);
    if (!list && typeName(value) !== "Object") return fault(`is ${typeName(value)}`);
    if (ancestors.includes(value)) return fault("refers back to itself");
    if (steps.length >= MAX_DEPTH) return fault(`is nested deeper than ${MAX_DEPTH} levels`);

    const members = value as Record<string, unknown>;
    const names = Object.keys(members);
    if (list && (names.length !== members.length || names.some((name, index) => name !== `${index}`))) {
      return fault("has holes or named properties");
    }
    const isMember = Object.prototype.propertyIsEnumerable;
    if (Object.getOwnPropertySymbols(value).some(isMember, value)) fault("has a symbol for a key");
    const line = [...ancestors, value];
    let json = "";
    for (const name of names) {
      const member = members[name];
      if (member === undefined && !list) continue;
      json += (json && ",") + (list ? "" : `${JSON.stringify(name)}:`);
      json += writeJson(member, issues, fields, sent, [...steps, name], line);
    }
    return list ? `[${json}]` : `{${json}}`;
  } catch {
    return fault("throws when it is read");
  }
}

function findUnknown(names: readonly string[], known: readonly string[], issues: Issue[]): void {
  for (const name of names) {
    if (!known.includes(name)) issues.push({ pointer: stepTo(name), message: unknownName(name, known) });
  }
}

/** Words for a name that is not among the known ones, with the one that was probably meant. */
export function unknownName(name: string, known: readonly string[]): string {
  // Shared pairs of letters tell a slip of the keyboard or another spelling well enough.
  const pairs: readonly string[] = name.toLowerCase().match(/..?/g) ?? [];
  const likeness = (candidate: string): number => {
    const shared = pairs.filter((pair) => candidate.toLowerCase().includes(pair));
    return (2 * shared.length) / Math.max(name.length, candidate.length);
  };
  const [best = ""] = [...known].sort((a, b) => likeness(b) - likeness(a));
  return `is unknown; ${likeness(best) < 0.5 ? `known are ${known.join(", ")}` : `did you mean ${best}?`}`;
}

function stepTo(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Names the kind of a value, such as `Date` or `null`. */
export function typeName(value: unknown): string {
  return value == null ? `${value}` : Object.prototype.toString.call(value).slice(8, -1);
}
