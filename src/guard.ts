import type { Issue } from "./errors.ts";
import type { Operation } from "./operation.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

// Python's json module, which the service probably reads with, gives up near 1,000 levels.
const MAX_DEPTH = 500;

/** Reads the path parameters, once each, and adds a fault for each that is missing, unknown or not a UUID. */
export function readPath(names: readonly string[], given: unknown, issues: Issue[]): Record<string, string> {
  const parameters: Record<string, unknown> = { ...Object(given) };
  const path: Record<string, string> = {};
  for (const name of new Set([...names, ...Object.keys(parameters)])) {
    const value = parameters[name];
    const known = names.includes(name);
    if (known && typeof value === "string" && UUID.test(value)) path[name] = value;
    else {
      const text = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : typeName(value);
      issues.push({
        pointer: stepTo(name),
        message: known ? `is ${text}, not a UUID` : unknownName(name, names),
      });
    }
  }
  return path;
}

/** Writes the body of an update as JSON, and adds a fault for each field and value that would do harm. */
export function writePatch(
  { fields, required, requireAnyOf }: Operation,
  body: unknown,
  issues: Issue[],
): string {
  const names = Object.keys(fields);
  const sent: string[] = [];
  const json = writeJson(body, issues, names, (name) => {
    sent.push(name);
    return names.includes(name) ? fields[name] : undefined;
  });
  const fault = (message: string) => issues.push({ pointer: "", message });
  if (!sent.length) fault("has no field to change");
  for (const name of required) if (!sent.includes(name)) fault(`lacks ${name}`);
  if (requireAnyOf[0] && !requireAnyOf.some((name) => sent.includes(name))) {
    fault(`has neither ${requireAnyOf.join(" nor ")}, so no record is named`);
  }
  return json;
}

/**
 * Writes a value as JSON, reading each property once, and adds a fault for all that JSON would drop, blur or turn
 * into `null`. `typeOf` is asked for the JSON types of each top-level member; undefined makes it a fault too.
 */
export function writeJson(
  body: unknown,
  issues: Issue[],
  names: readonly string[],
  typeOf: (name: string) => string | undefined,
): string {
  const steps: string[] = [];
  const ancestors: unknown[] = [];
  const fault = (message: string): string => {
    issues.push({ pointer: steps.join(""), message });
    return "";
  };

  // Gives undefined where a member is to be left out.
  const write = (given: unknown, key: string): string | undefined => {
    const parents = ancestors.length;
    try {
      let value = given as { toJSON?: unknown } | null | undefined;
      if (typeof value === "object" && typeof value?.toJSON === "function") {
        value = value.toJSON(key);
        // The JSON form of an Invalid Date, and of its like in date and number libraries, is null.
        if (value == null) return fault(`is ${given}, which has no JSON form`);
      }
      if (value === undefined && !Array.isArray(ancestors.at(-1))) return value;
      const types = parents === 1 ? typeOf(key) : "null";
      if (types === undefined) return fault(unknownName(key, names));
      if (value === null && !types.includes("null")) {
        return fault("is null, which may erase data and is not documented");
      }
      if (typeof value === "number") {
        if (!Number.isFinite(value)) return fault(`is ${value}`);
        // A carrier density of 1.65e19 is an everyday number; a record id beyond 2^53 has lost digits.
        if (Number.isInteger(value) && !Number.isSafeInteger(value) && !types.includes("number")) {
          return fault("is an integer beyond 2^53, where digits get lost; send it as a string");
        }
        // JSON has a negative zero, but JSON.stringify drops its sign.
        return Object.is(value, -0) ? "-0" : `${value}`;
      }
      if (value === null || /string|boolean/.test(typeof value)) return JSON.stringify(value);
      // JSON.stringify leaves out functions and symbols, and makes {} or worse of Map, Set, RegExp and typed arrays.
      if (!/^(Object|Array)$/.test(typeName(value))) return fault(`is ${typeName(value)}`);
      if (ancestors.includes(value)) return fault("refers back to itself");
      if (parents >= MAX_DEPTH) return fault(`is nested deeper than ${MAX_DEPTH} levels`);
      ancestors.push(value);
      const copy = { ...(value as object) };
      const members = Object.entries(copy);
      const list = Array.isArray(value);
      if (
        list
          ? members.length !== (value as unknown as unknown[]).length
          : Object.getOwnPropertySymbols(copy)[0]
      ) {
        fault(list ? "has holes or named properties" : "has a symbol for a key");
      }
      const texts = members.flatMap(([name, member]) => {
        steps.push(stepTo(name));
        const text = write(member, name);
        steps.pop();
        return list || text === undefined ? (text ?? []) : `${JSON.stringify(name)}:${text}`;
      });
      return list ? `[${texts}]` : `{${texts}}`;
    } catch {
      return fault("throws when it is read");
    } finally {
      ancestors.length = parents;
    }
  };

  return write(body, "") ?? "";
}

/** Words for a name that is not among the known ones, with the one that was probably meant. */
export function unknownName(name: string, known: readonly string[]): string {
  // Shared pairs of letters tell a slip of the keyboard or another spelling well enough.
  const pairs = [...name.toLowerCase()].map((_, index, letters) => letters.slice(index, index + 2).join(""));
  const likeness = (candidate: string): number => {
    const text = candidate.toLowerCase();
    return pairs.filter((pair) => text.includes(pair)).length / Math.max(pairs.length, text.length);
  };
  const [best = ""] = [...known].sort((a, b) => likeness(b) - likeness(a));
  return `is unknown; ${likeness(best) < 0.5 ? `known are ${known.join(", ")}` : `did you mean ${best}?`}`;
}

function stepTo(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function typeName(value: unknown): string {
  return value == null ? `${value}` : Object.prototype.toString.call(value).slice(8, -1);
}
