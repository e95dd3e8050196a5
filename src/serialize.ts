import type { Issue } from "./errors.ts";
import { faultOfPromise } from "./promise.ts";
import { describe } from "./words.ts";

// Python's json module, which the service probably reads with, gives up near 1,000 levels.
const MAX_DEPTH = 500;

// No patch holds as many, but one that refers to the same object many times over can grow to any size.
const MAX_VALUES = 1_000_000;

const MAX_ISSUES = 1_000;

const KEEP = "; leave the field out to keep its value";
const LOST = ", which JSON would lose";

/** State of one walk over the values of a request. */
export interface Walk {
  /** Faults found so far. */
  readonly issues: Issue[];
  /** Objects that hold the value at hand. */
  readonly ancestors: Set<object>;
  /** Number of values seen. */
  seen: number;
}

export function startWalk(): Walk {
  return { issues: [], ancestors: new Set(), seen: 0 };
}

export function report(walk: Walk, pointer: string, message: string): void {
  if (walk.issues.length < MAX_ISSUES) walk.issues.push({ pointer, message });
}

/** Writes a name as a step of a JSON pointer. */
export function stepTo(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * Serializes the members of a patch by name, reading each once, and reports all that JSON would drop, blur or turn
 * into `null`. `fields` gives the JSON type of each known member. Undefined where the patch is no object.
 */
export function serializePatch(
  walk: Walk,
  given: unknown,
  fields: Readonly<Record<string, string>>,
): Map<string, string> | undefined {
  const members = new Map<string, string>();
  try {
    const patch = jsonFormOf(given, "");
    const isObject = typeOf(patch) === "object";
    const fault = isObject
      ? faultOfPromise(patch)
      : `must be an object with the fields to change, not ${describe(patch)}`;
    if (fault) {
      report(walk, "", fault);
      return undefined;
    }
    for (const name of Object.keys(fields)) {
      if (Object.getOwnPropertyDescriptor(patch, name)?.enumerable === false)
        report(walk, stepTo(name), `is not enumerable${LOST}`);
    }
    visitMembers(walk, patch as object, "", (name, value) => {
      const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
      members.set(name, serialize(walk, value, name, stepTo(name), type));
    });
  } catch {
    report(walk, "", "throws when it is read");
  }
  return members;
}

// Calls itself, and not a function within: V8 forgets the compiled code of that one when it collects garbage.
function serialize(walk: Walk, given: unknown, key: string, pointer: string, type = ""): string {
  walk.seen += 1;
  if (walk.seen === MAX_VALUES) report(walk, "", `has more than ${MAX_VALUES} values`);
  if (walk.issues.length >= MAX_ISSUES || walk.seen >= MAX_VALUES) return "";
  try {
    const value = jsonFormOf(given, key);
    const [types = "", typesOfMembers] = type.split(" of ");
    const fault = faultOf(walk, value, given, types);
    if (fault) report(walk, pointer, fault);
    // JSON has a negative zero, but JSON.stringify drops its sign.
    else if (Object.is(value, -0)) return "-0";
    else if (Object(value) !== value) return JSON.stringify(value);
    else {
      const list = Array.isArray(value);
      const members: string[] = [];
      visitMembers(walk, value as object, pointer, (name, member) => {
        const json = serialize(walk, member, name, pointer + stepTo(name), typesOfMembers);
        members.push(list ? json : `${JSON.stringify(name)}:${json}`);
      });
      return list ? `[${members}]` : `{${members}}`;
    }
  } catch {
    report(walk, pointer, "throws when it is read");
  }
  return "";
}

/** Gives what JSON makes of a value: its own `toJSON` decides, where it has one. */
function jsonFormOf(value: unknown, key: string): unknown {
  const isAsked = (typeof value === "object" && value !== null) || typeof value === "bigint";
  const toJSON: unknown = isAsked && (value as { toJSON?: unknown }).toJSON;
  return typeof toJSON === "function" ? toJSON.call(value, key) : value;
}

/** Names the JSON type of a value, or what it is where JSON has no such type. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function faultOf(walk: Walk, value: unknown, given: unknown, types: string): string | undefined {
  const promise = faultOfPromise(value);
  if (promise) return promise;
  const type = typeOf(value);
  const accepted = types.split(" or ");
  const isInteger = accepted.includes("integer");
  if (given === undefined) return `is undefined${KEEP}`;
  if ((value ?? null) === null && given !== null) return `is ${describe(given)} without a JSON form`;
  if (["function", "symbol", "bigint"].includes(type)) return `is ${describe(value)}${LOST}`;
  if (type === "number" && !Number.isFinite(value)) return `is ${value}${LOST}`;
  if (types && !accepted.includes(type) && !(isInteger && Number.isInteger(value))) {
    if (value === null) return `is null, which may erase data${KEEP}`;
    return `takes ${/^[aio]/.test(types) ? "an" : "a"} ${types}, not ${describe(value)}${adviceFor(value, types)}`;
  }
  // Elsewhere such numbers are harmless: a carrier density of 1.65e19 is an everyday value.
  if (isInteger && !Number.isSafeInteger(value)) return "is beyond 2^53, where integers lose digits";
  if (Object(value) !== value) return undefined;
  if (walk.ancestors.has(value as object)) return "refers back to itself";
  if (walk.ancestors.size >= MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  return Array.isArray(value) ? faultOfList(value) : undefined;
}

function faultOfList(list: unknown[]): string | undefined {
  // Indices come first and in order, so that the last name shows whether there is any other.
  const names = Object.keys(list);
  const isWhole = names.length === list.length && (names.at(-1) ?? "-1") === `${list.length - 1}`;
  return isWhole ? undefined : `has holes or named properties${LOST}`;
}

/** Says what has probably happened to a value that is of another type than its field. */
function adviceFor(value: unknown, types: string): string {
  if (typeof value === "number" && types === "string")
    return '; in quotes it keeps leading zeros, as in "001"';
  if (typeof value !== "string" || !["number", "integer"].includes(types)) return "";
  if (/^[-+\d\s]+,\d+\s*$/.test(value)) return "; write a point for the decimal comma";
  return value.trim() && Number.isFinite(Number(value)) ? "; convert it with Number()" : "";
}

/** Visits the members that JSON writes of an object or a list, and reports what it would lose. */
function visitMembers(
  walk: Walk,
  value: object,
  pointer: string,
  visit: (name: string, member: unknown) => void,
): void {
  const hidden = Array.isArray(value) ? undefined : hiddenStateOf(value);
  if (hidden !== undefined) report(walk, pointer, `is ${describe(value)} with ${hidden}${LOST}`);
  const isEnumerable = Object.prototype.propertyIsEnumerable;
  if (Object.getOwnPropertySymbols(value).some(isEnumerable, value)) {
    report(walk, pointer, `has a symbol for a name${LOST}`);
  }
  walk.ancestors.add(value);
  try {
    for (const name of Object.keys(value)) visit(name, (value as Record<string, unknown>)[name]);
  } finally {
    walk.ancestors.delete(value);
  }
}

/** Names what an instance of a class holds outside its own enumerable fields; undefined where nothing shows. */
function hiddenStateOf(value: object): string | undefined {
  let prototype = Object.getPrototypeOf(value);
  // Only the root of each realm's objects has this method as its own.
  for (let level = 0; prototype && !Object.hasOwn(prototype, "isPrototypeOf") && level < MAX_DEPTH; level++) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof member.value !== "function") return `an inherited ${name}`;
    }
    if (Object.keys(value).length === 0) return "private state";
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}
