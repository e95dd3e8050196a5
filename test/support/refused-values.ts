// Ids and patches of an annotation that both clients refuse, with what they say of each.
import { createContext, runInContext } from "node:vm";
import { DATA_ID } from "./scripted-fetch.ts";

export const badIds: [string, unknown][] = [
  ["empty", ""],
  ["a dot", "."],
  ["two dots", ".."],
  ["a path", `../${DATA_ID}`],
  ["percent-encoded dots", "%2e%2e"],
  ["a control character", `${DATA_ID}\u0000`],
  ["a line end", `${DATA_ID}\n`],
  ["a lone surrogate", "\uD800"],
  ["in braces", `{${DATA_ID}}`],
  ["without hyphens", DATA_ID.replaceAll("-", "")],
  ["null", null],
  ["a number", 7],
  ["an array", [DATA_ID]],
  ["a String object", Object(DATA_ID)],
  ["an object that says a UUID", { toString: () => DATA_ID }],
];

const cycle: { self?: unknown } = {};
cycle.self = { again: cycle };
const holes: number[] = [1];
holes.length = 3;
const holeWithin = [1, 2, 3];
delete holeWithin[1];
const namedHole = Object.assign([1, 2, 3], { b: 2 });
delete namedHole[1];
const throwing = {
  get value(): number {
    throw new Error("unreadable");
  },
};
const otherRealm = createContext();
const elsewhere = (code: string): unknown => runInContext(`(${code})`, otherRealm);

class Quantity {
  #value = 5;
  get value(): number {
    return this.#value;
  }
}
class Counter {
  #value = 5;
  read(): number {
    return this.#value;
  }
}
class Reading {
  unit = "nm";
  readonly #value = 5;
  get value(): number {
    return this.#value;
  }
}
class Longer extends Reading {
  name = "a";
}
const withDefaults = Object.create({ unit: "nm" });
Object.assign(withDefaults, { value: 5 });

/** Values that JSON would drop, blur or turn into null, wherever they stand. */
export const lostValues: [string, unknown, RegExp][] = [
  ["undefined", undefined, /^is undefined; leave the field out to keep its value$/],
  ["NaN", Number.NaN, /^is NaN, which JSON would lose$/],
  ["Infinity", Number.POSITIVE_INFINITY, /^is Infinity, which JSON would lose$/],
  ["-Infinity", Number.NEGATIVE_INFINITY, /^is -Infinity, which JSON would lose$/],
  ["an Invalid Date", new Date("never"), /^is Date without a JSON form$/],
  ["a BigInt", 1n, /^is BigInt, which JSON would lose$/],
  ["a function", () => 1, /^is Function, which JSON would lose$/],
  ["an async function", async () => 1, /^is AsyncFunction, which JSON would lose$/],
  ["a class", Quantity, /^is Function, which JSON would lose$/],
  [
    "a function with a toJSON",
    Object.assign(() => 1, { toJSON: () => 1 }),
    /^is Function, which JSON would lose$/,
  ],
  ["a symbol", Symbol("x"), /^is Symbol\(x\), which JSON would lose$/],
  ["a Map", new Map([["a", 1]]), /^is Map with /],
  ["an empty Map", new Map(), /^is Map with /],
  ["a Set", new Set([1]), /^is Set with /],
  ["a WeakMap", new WeakMap(), /^is WeakMap with /],
  ["a RegExp", /x/, /^is RegExp with /],
  ["an error", new Error("x"), /^is Error with /],
  ["a typed array", new Float64Array(2), /^is Float64Array with /],
  ["an ArrayBuffer", new ArrayBuffer(8), /^is ArrayBuffer with /],
  ["a promise", Promise.resolve(1), /^is a promise; await it first$/],
  ["a Headers", new Headers({ a: "1" }), /^is Headers with /],
  ["a URLSearchParams", new URLSearchParams("a=1"), /^is URLSearchParams with /],
  ["a Map of another realm", elsewhere("new Map([[1, 2]])"), /^is Map with /],
  ["a Set of another realm", elsewhere("new Set([1])"), /^is Set with /],
  ["an instance with private state alone", new Quantity(), /^is Object with .*, which JSON would lose$/],
  ["an instance with methods alone", new Counter(), /^is Object with private state, which JSON would lose$/],
  ["an instance with a getter", new Reading(), /^is Object with an inherited value, which JSON would lose$/],
  [
    "an instance whose base has a getter",
    new Longer(),
    /^is Object with an inherited value, which JSON would lose$/,
  ],
  [
    "an object with inherited data",
    withDefaults,
    /^is Object with an inherited unit, which JSON would lose$/,
  ],
  [
    "an object with a symbol for a name",
    { [Symbol("x")]: 1 },
    /^has a symbol for a name, which JSON would lose$/,
  ],
  ["a list with holes", holes, /^has holes or named properties, which JSON would lose$/],
  ["a list with a hole within", holeWithin, /^has holes or named properties, which JSON would lose$/],
  ["a list of holes alone", Array(3), /^has holes or named properties, which JSON would lose$/],
  ["a list with a named property", Object.assign([1], { b: 2 }), /^has holes or named properties/],
  ["a hole that a named property makes up for", namedHole, /^has holes or named properties/],
  ["a toJSON that throws", { toJSON: () => throwing.value }, /^throws when it is read$/],
  ["a toJSON that gives null", { toJSON: () => null }, /^is Object without a JSON form$/],
  ["a toJSON that gives undefined", { toJSON: () => undefined }, /^is Object without a JSON form$/],
  ["a toJSON that gives NaN", { toJSON: () => Number.NaN }, /^is NaN, which JSON would lose$/],
  ["a toJSON that gives a Map", { toJSON: () => new Map() }, /^is Map with /],
];

/** Faults of whole patches, with the place of each. */
export const badPatches: [string, unknown, string, RegExp][] = [
  ["a NaN deep inside", { metadata: { runs: [1, { t: Number.NaN }] } }, "/metadata/runs/1/t", /is NaN/],
  ["undefined deep inside", { metadata: { runs: [{ t: undefined }] } }, "/metadata/runs/0/t", /is undefined/],
  ["a cycle", { metadata: cycle }, "/metadata/self/again", /^refers back to itself$/],
  ["a getter that throws", { metadata: { t: throwing } }, "/metadata/t", /^throws when it is read$/],
  ["a key with a slash and a tilde", { metadata: { "a/b~c": Number.NaN } }, "/metadata/a~1b~0c", /is NaN/],
  [
    "null where the type has none",
    { property_name: null },
    "/property_name",
    /^is null, which may erase data; /,
  ],
  ["null for a number", { coord_x: null }, "/coord_x", /^is null, which may erase data; /],
  ["null for an object", { metadata: null }, "/metadata", /^is null, which may erase data; /],
  [
    "a number for a text",
    { property_name: 111 },
    "/property_name",
    /^takes a string, not 111; in quotes it keeps leading zeros/,
  ],
  ["a truth value for a text", { property_name: true }, "/property_name", /^takes a string, not true$/],
  ["a list for a text", { property_name: ["a"] }, "/property_name", /^takes a string, not Array$/],
  ["an object for a text", { property_name: {} }, "/property_name", /^takes a string, not Object$/],
  ["a number for an object", { metadata: 1 }, "/metadata", /^takes an object, not 1$/],
  ["a list for an object", { metadata: [] }, "/metadata", /^takes an object, not Array$/],
  ["a text for an object", { metadata: "{}" }, "/metadata", /^takes an object, not "\{\}"$/],
  [
    "a decimal comma",
    { property_value: "26,0" },
    "/property_value",
    /^takes a number, not "26,0"; write a point for the decimal comma$/,
  ],
  [
    "a text that is a number",
    { property_value: "26" },
    "/property_value",
    /^takes a number, not "26"; convert it with Number\(\)$/,
  ],
  ["a text that is NaN", { property_value: "NaN" }, "/property_value", /^takes a number, not "NaN"$/],
  ["an empty text for a number", { property_value: "" }, "/property_value", /^takes a number, not ""$/],
  ["a blank text for a number", { property_value: " " }, "/property_value", /^takes a number, not " "$/],
  ["a truth value for a number", { property_value: true }, "/property_value", /^takes a number, not true$/],
  [
    "a Date for a number",
    { property_value: new Date(0) },
    "/property_value",
    /^takes a number, not "1970-01-01T00:00:00\.000Z"$/,
  ],
  ["a list for a number", { property_value: [26] }, "/property_value", /^takes a number, not Array$/],
  [
    "a toJSON of another type",
    { property_value: { toJSON: () => "NaN" } },
    "/property_value",
    /^takes a number, not "NaN"$/,
  ],
];
