import type { Field } from "../generated/operations.ts";
import type { Issue } from "./errors.ts";
import { describe } from "./words.ts";

// Python's json module, which the service probably reads with, gives up near 1,000 levels.
const MAX_DEPTH = 500;

// No patch is as large, but one that refers to the same object many times over can grow to any size.
const MAX_LENGTH = 16 * 2 ** 20;

const MAX_ISSUES = 1_000;

const ANY_VALUE: Field = { types: [] };

/** State of one walk over the values of a request. */
export interface Walk {
  /** Faults found so far. */
  readonly issues: Issue[];
  /** Objects that hold the value at hand. */
  readonly ancestors: Set<object>;
  /** Length of the JSON text so far, in characters. */
  length: number;
}

export function startWalk(): Walk {
  return { issues: [], ancestors: new Set(), length: 0 };
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
 * into `null`. Undefined where the patch is no object.
 */
export function serializePatch(
  walk: Walk,
  given: unknown,
  fields: Readonly<Record<string, Field>>,
): Map<string, string> | undefined {
  const members = new Map<string, string>();
  try {
    const patch = jsonFormOf(given, "");
    if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
      report(walk, "", `must be an object with the fields to change, not ${describe(patch)}`);
      return undefined;
    }
    for (const name of Object.keys(fields)) {
      if (Object.getOwnPropertyDescriptor(patch, name)?.enumerable !== false) continue;
      report(walk, stepTo(name), "is not enumerable, so that JSON would leave it out");
    }
    serializeMembers(walk, patch, "", (name, value) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      members.set(name, serialize(walk, value, name, stepTo(name), field ?? ANY_VALUE));
    });
  } catch {
    report(walk, "", "throws when it is read");
  }
  return members;
}

// Calls itself, and not a function within: V8 forgets the compiled code of that one when it collects garbage.
function serialize(walk: Walk, given: unknown, key: string, pointer: string, field: Field): string {
  if (walk.issues.length >= MAX_ISSUES || walk.length > MAX_LENGTH) return "";
  let json = "";
  try {
    const value = jsonFormOf(given, key);
    const fault = faultOfLeaf(value, given, field.types) ?? faultOfContainer(walk, value);
    if (fault !== undefined) report(walk, pointer, fault);
    else if (typeof value !== "object" || value === null) json = serializeLeaf(walk, value);
    else {
      const list = Array.isArray(value);
      const members: string[] = [];
      const inner = field.values ? { types: field.values } : ANY_VALUE;
      serializeMembers(walk, value, pointer, (name, member) => {
        const text = serialize(walk, member, name, pointer + stepTo(name), inner);
        members.push(list ? text : `${JSON.stringify(name)}:${text}`);
      });
      json = list ? `[${members.join(",")}]` : `{${members.join(",")}}`;
    }
  } catch {
    report(walk, pointer, "throws when it is read");
  }
  return json;
}

/** Gives what JSON makes of a value: its own `toJSON` decides, where it has one. */
function jsonFormOf(value: unknown, key: string): unknown {
  const isAsked = (typeof value === "object" && value !== null) || typeof value === "bigint";
  const toJSON: unknown = isAsked ? (value as { toJSON?: unknown }).toJSON : undefined;
  return typeof toJSON === "function" ? toJSON.call(value, key) : value;
}

function faultOfLeaf(value: unknown, given: unknown, types: readonly string[]): string | undefined {
  if (value === undefined && given === undefined)
    return "is undefined; leave the field out to keep its value";
  if (value === undefined || (value === null && given !== null)) {
    return `is ${describe(given)} that has no JSON form, such as an invalid date`;
  }
  if (value === null) {
    const isAllowed = types.length === 0 || types.includes("null");
    return isAllowed ? undefined : "is null, which may erase data; leave the field out to keep its value";
  }
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") {
    return `is ${describe(value)}, which JSON cannot hold`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) return `is ${value}, which JSON cannot hold`;
  if (types.length === 0 || types.some((type) => isOfType(value, type))) {
    // Elsewhere such numbers are harmless: a carrier density of 1.65e19 is an everyday value.
    const mayLoseDigits =
      typeof value === "number" && types.includes("integer") && !Number.isSafeInteger(value);
    return mayLoseDigits ? "is beyond 2^53, where integers lose digits" : undefined;
  }
  return `takes ${types.map(articled).join(" or ")}, not ${describe(value)}${adviceFor(value, types)}`;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && !Array.isArray(value);
  return typeof value === type;
}

function articled(type: string): string {
  if (type === "string") return "a text";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Says what has probably happened to a value that is of another type than its field. */
function adviceFor(value: unknown, types: readonly string[]): string {
  if (typeof value === "number" && types.includes("string")) {
    return '; write it in quotes, with the leading zeros that a spreadsheet drops, such as "001"';
  }
  if (typeof value !== "string" || !types.some((type) => type === "number" || type === "integer")) return "";
  if (/^\s{0,9}[+-]?\d{1,30},\d{1,30}\s{0,9}$/.test(value))
    return "; write a decimal point in place of the comma";
  const isNumeric = value.length < 60 && value.trim() !== "" && Number.isFinite(Number(value));
  return isNumeric ? "; remove the quotes, or convert the text with Number()" : "";
}

function faultOfContainer(walk: Walk, value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (walk.ancestors.has(value)) return "refers back to itself";
  if (walk.ancestors.size >= MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  if (!Array.isArray(value)) return undefined;
  // Indices come first and in order, so that the last name shows whether there is any other.
  const names = Object.keys(value);
  const isWhole = names.length === value.length && (names.at(-1) ?? "-1") === `${value.length - 1}`;
  return isWhole ? undefined : "has holes or named properties";
}

function serializeLeaf(walk: Walk, value: unknown): string {
  // JSON has a negative zero, but JSON.stringify drops its sign.
  const json = Object.is(value, -0) ? "-0" : JSON.stringify(value);
  walk.length += json.length;
  if (walk.length > MAX_LENGTH) report(walk, "", `is longer than ${MAX_LENGTH / 2 ** 20} MiB as JSON`);
  return json;
}

/** Visits the members that JSON writes of an object or a list, and reports what it would leave out. */
function serializeMembers(
  walk: Walk,
  value: object,
  pointer: string,
  visit: (name: string, member: unknown) => void,
): void {
  const hidden = Array.isArray(value) ? undefined : hiddenStateOf(value);
  if (hidden) report(walk, pointer, hidden);
  const symbols = Object.getOwnPropertySymbols(value);
  if (symbols.some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol))) {
    report(walk, pointer, "has a symbol for a name, which JSON leaves out");
  }
  walk.ancestors.add(value);
  try {
    for (const name of Object.keys(value)) {
      if (walk.issues.length >= MAX_ISSUES || walk.length > MAX_LENGTH) break;
      walk.length += name.length;
      visit(name, (value as Record<string, unknown>)[name]);
    }
  } finally {
    walk.ancestors.delete(value);
  }
}

/** Says what JSON leaves out of an instance of a class; undefined where it leaves out nothing that can be seen. */
function hiddenStateOf(value: object): string | undefined {
  let prototype: object | null = Object.getPrototypeOf(value);
  const isInstance = prototype !== null && !isRoot(prototype);
  for (let level = 0; prototype !== null && !isRoot(prototype) && level < MAX_DEPTH; level++) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const isMethod = typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === "function";
      if (!isMethod)
        return `is ${describe(value)} that inherits ${name}, which JSON leaves out; pass a plain object`;
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  const isEmpty = isInstance && Object.keys(value).length === 0;
  return isEmpty ? `is ${describe(value)} without fields of its own, so that JSON would be {}` : undefined;
}

/** Tells `Object.prototype`, of whichever realm, by a method that only it has. */
function isRoot(prototype: object): boolean {
  return Object.hasOwn(prototype, "isPrototypeOf");
}
