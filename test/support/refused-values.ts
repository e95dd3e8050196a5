// Ids and patches of an annotation that the clients refuse, with what they say of each. createFetchClient takes the last patch.
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
  ["undefined", undefined],
  ["a number", 7],
  ["an array", [DATA_ID]],
  ["a String object", Object(DATA_ID)],
];

const cycle: { self?: unknown } = {};
cycle.self = { again: cycle };
const holes: number[] = [1];
holes.length = 3;
const namedHole = Object.assign([1, 2, 3], { b: 2 });
delete namedHole[1];
const throwing = {
  get value(): number {
    throw new Error("unreadable");
  },
};

export const badValues: [string, unknown, string, RegExp][] = [
  ["NaN", { property_value: Number.NaN }, "/property_value", /is NaN/],
  ["Infinity", { coord_x: Number.POSITIVE_INFINITY }, "/coord_x", /is Infinity/],
  ["-Infinity", { coord_y: Number.NEGATIVE_INFINITY }, "/coord_y", /is -Infinity/],
  ["a NaN deep inside", { metadata: { runs: [1, { t: Number.NaN }] } }, "/metadata/runs/1/t", /is NaN/],
  ["an Invalid Date", { metadata: { at: new Date("never") } }, "/metadata/at", /Invalid Date/],
  ["a BigInt", { property_value: 1n }, "/property_value", /bigint/i],
  ["a function", { metadata: { f: () => 1 } }, "/metadata/f", /function/i],
  ["a symbol", { metadata: { s: Symbol("x") } }, "/metadata/s", /symbol/i],
  ["a symbol key", { metadata: { [Symbol("x")]: 1 } }, "/metadata", /symbol/i],
  ["a Map", { metadata: new Map([["a", 1]]) }, "/metadata", /Map/],
  ["a Set", { metadata: { s: new Set([1]) } }, "/metadata/s", /Set/],
  ["a RegExp", { metadata: { r: /x/ } }, "/metadata/r", /RegExp/],
  ["a typed array", { metadata: { a: new Float64Array(2) } }, "/metadata/a", /Float64Array/],
  ["a promise", { metadata: { p: Promise.resolve(1) } }, "/metadata/p", /Promise/],
  ["a hole", { metadata: { a: holes } }, "/metadata/a", /hole/],
  ["undefined in an array", { metadata: { a: [undefined] } }, "/metadata/a/0", /undefined/],
  ["a named property of an array", { metadata: { a: Object.assign([1], { b: 2 }) } }, "/metadata/a", /named/],
  ["a hole that a named property makes up for", { metadata: { a: namedHole } }, "/metadata/a", /hole|named/],
  ["a cycle", { metadata: cycle }, "/metadata/self/again", /itself/],
  ["an integer beyond 2^53", { metadata: { n: 2 ** 53 + 2 } }, "/metadata/n", /2\^53/],
  ["a getter that throws", { metadata: { t: throwing } }, "/metadata/t", /throws/],
  ["a toJSON that throws", { metadata: { t: { toJSON: () => throwing.value } } }, "/metadata/t", /throws/],
  ["a toJSON that gives null", { metadata: { m: { toJSON: () => null } } }, "/metadata/m", /no JSON form/],
  [
    "a function with a toJSON",
    { metadata: { f: Object.assign(() => 1, { toJSON: () => 1 }) } },
    "/metadata/f",
    /is Function/,
  ],
  ["an ArrayBuffer", { metadata: { a: new ArrayBuffer(8) } }, "/metadata/a", /is ArrayBuffer/],
  ["a toJSON that gives NaN", { metadata: { m: { toJSON: () => Number.NaN } } }, "/metadata/m", /NaN/],
  ["a key with a slash and a tilde", { metadata: { "a/b~c": Number.NaN } }, "/metadata/a~1b~0c", /is NaN/],
  ["null where the type has none", { property_name: null }, "/property_name", /is null/],
];
