import type { Issue } from "./errors.ts";
import type { Operation } from "./operation.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

// Python's json module, which the service probably reads with, gives up near 1,000 levels.
const MAX_DEPTH = 500;

/** Finds the known name that a misspelt one was probably meant to be. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** Reads the path parameters, once each, and adds a fault for each that is missing, unknown or not a UUID. */
export function readPath(
  names: readonly string[],
  parameters: unknown,
  issues: Issue[],
): Record<string, string> {
  const given = new Map<string, unknown>(Object.entries(Object(parameters)));
  const path: Record<string, string> = {};
  for (const name of names) {
    const value = given.get(name);
    if (typeof value === "string" && UUID.test(value)) path[name] = value;
    else {
      const what = typeof value === "string" ? quote(value) : kind(value);
      issues.push({ pointer: `/${name}`, message: `is ${what}, not a UUID` });
    }
  }
  for (const name of given.keys()) {
    if (!names.includes(name)) issues.push({ pointer: pointer([name]), message: unknownName(name, names) });
  }
  return path;
}

/**
 * Writes the body of an update as JSON, reading each property once, and adds a fault for all that JSON would
 * drop, blur or turn into `null`, for a field that the operation does not know, and for a patch without effect.
 */
export function writePatch(operation: Operation, body: unknown, issues: Issue[]): string {
  const writer = new Writer(issues);
  const patch = writer.root(body);
  if (typeof patch !== "object" || patch === null || tag(patch) !== "Object") {
    issues.push({ pointer: "", message: `is ${kind(patch)}, not an object of fields to change` });
    return "";
  }
  const written = writer.members(patch, (name, value) => {
    const type = Object.hasOwn(operation.fields, name) ? operation.fields[name] : undefined;
    if (type === undefined) return unknownName(name, Object.keys(operation.fields));
    if (value === null && !type.includes("null")) {
      return "is null, which may erase the stored value and which the documentation does not allow";
    }
    writer.float = type.includes("number");
    return undefined;
  });
  const missing = (name: string) => !written.has(name);
  if (written.size === 0) issues.push({ pointer: "", message: "has no field to change" });
  else {
    for (const name of operation.required.filter(missing)) {
      issues.push({ pointer: `/${name}`, message: "is missing" });
    }
    const { requireAnyOf } = operation;
    if (requireAnyOf.length > 0 && requireAnyOf.every(missing)) {
      issues.push({
        pointer: "",
        message: `has neither ${requireAnyOf.join(" nor ")}, so no record is named`,
      });
    }
  }
  return writer.join(written);
}

/** Writes any JSON value under the same rules, for a body whose operation is not known here. */
export function writeValue(body: unknown, isFloat: (name: string) => boolean, issues: Issue[]): string {
  const writer = new Writer(issues);
  const value = writer.root(body);
  if (typeof value !== "object" || value === null || tag(value) !== "Object")
    return writer.write(value) ?? "";
  const written = writer.members(value, (name) => {
    writer.float = isFloat(name);
    return undefined;
  });
  return writer.join(written);
}

function unknownName(name: string, known: readonly string[]): string {
  const hint = nearest(name, known);
  return hint === undefined
    ? `is unknown; known are ${known.join(", ") || "none"}`
    : `is unknown; did you mean ${hint}?`;
}

function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function kind(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Unwritable) return value.what;
  if (typeof value === "object") return tag(value) === "Object" ? "an object" : article(tag(value));
  if (typeof value === "undefined") return "undefined";
  return `a ${typeof value}`;
}

class Writer {
  /** Whether the value now written belongs to a field of type `number`, where large integers are plain values. */
  float = false;
  readonly #issues: Issue[];
  readonly #path: (string | number)[] = [];
  readonly #ancestors: object[] = [];

  constructor(issues: Issue[]) {
    this.#issues = issues;
  }

  #fault(message: string): undefined {
    this.#issues.push({ pointer: pointer(this.#path), message });
  }

  /** Reads the body itself. */
  root(body: unknown): unknown {
    return this.#read([body], 0);
  }

  /** Replaces an object that knows its own JSON form by that form, as JSON.stringify would. */
  #unwrap(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON !== "function") return value;
    const form: unknown = toJSON.call(value, String(this.#path.at(-1) ?? ""));
    // An Invalid Date, and its like in date and number libraries, has the JSON form null.
    if (form !== null && form !== undefined) return form;
    const what = tag(value);
    return new Unwritable(
      what === "Date" ? "an Invalid Date" : `${article(what)} whose JSON form is ${form}`,
    );
  }

  /** Writes each member of an object; `check` may name a fault instead. Undefined members are left out. */
  members(
    object: object,
    check?: (name: string, value: unknown) => string | undefined,
  ): Map<string, string | undefined> {
    const written = new Map<string, string | undefined>();
    for (const symbol of Object.getOwnPropertySymbols(object)) {
      if (!Object.prototype.propertyIsEnumerable.call(object, symbol)) continue;
      this.#fault(`has the key ${String(symbol)}, which JSON cannot carry`);
    }
    this.#ancestors.push(object);
    for (const name of Object.keys(object)) {
      this.#path.push(name);
      const value = this.#read(object, name);
      if (value !== undefined) {
        const fault = check?.(name, value);
        written.set(name, fault === undefined ? this.write(value) : this.#fault(fault));
      }
      this.#path.pop();
    }
    this.#ancestors.pop();
    return written;
  }

  join(written: Map<string, string | undefined>): string {
    let text = "";
    for (const [name, value] of written) text += `${text && ","}${JSON.stringify(name)}:${value}`;
    return `{${text}}`;
  }

  #read(object: object, name: string | number): unknown {
    try {
      return this.#unwrap((object as Record<string | number, unknown>)[name]);
    } catch {
      return new Unwritable("a value that throws when it is read");
    }
  }

  write(value: unknown): string | undefined {
    switch (typeof value) {
      case "string":
        return JSON.stringify(value);
      case "boolean":
        return String(value);
      case "number":
        return this.#number(value);
      case "object":
        return value === null ? "null" : this.#object(value);
      default:
        return this.#fault(value === undefined ? "is undefined" : `is ${kind(value)}`);
    }
  }

  #number(value: number): string | undefined {
    if (!Number.isFinite(value)) return this.#fault(`is ${value}`);
    if (!this.float && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return this.#fault("is an integer beyond 2^53, where digits get lost; send it as a string");
    }
    // JSON has a negative zero, and JSON.stringify drops its sign.
    return Object.is(value, -0) ? "-0" : String(value);
  }

  #object(value: object): string | undefined {
    if (value instanceof Unwritable) return this.#fault(`is ${value.what}`);
    if (this.#ancestors.includes(value)) return this.#fault("refers back to itself");
    if (this.#ancestors.length >= MAX_DEPTH) return this.#fault(`is nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return this.#array(value);
    // Map, Set, RegExp, typed arrays, boxed numbers and their like: JSON.stringify makes {} or worse of them.
    const what = tag(value);
    return what === "Object"
      ? this.join(this.members(value))
      : this.#fault(`is ${article(what)}, not plain data`);
  }

  #array(value: readonly unknown[]): string | undefined {
    const extra = Object.keys(value).find((name) => !/^\d+$/.test(name));
    if (extra !== undefined)
      this.#fault(`has the named property ${quote(extra)}, which a JSON array cannot carry`);
    const parts: (string | undefined)[] = [];
    this.#ancestors.push(value);
    for (let index = 0; index < value.length; index++) {
      const hole = !(index in value);
      this.#path.push(index);
      parts.push(hole ? this.#fault("is a hole in an array") : this.write(this.#read(value, index)));
      this.#path.pop();
      // One is enough: an array may be of any length and have nothing but holes.
      if (hole) break;
    }
    this.#ancestors.pop();
    return `[${parts.join()}]`;
  }
}

/** Stands for a value that has no JSON form. */
class Unwritable {
  readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
}

function tag(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function article(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? "an" : "a"} ${noun}`;
}
