// Makes values of every kind together with what they mean in JSON, without asking the client or JSON.stringify.
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";

/** Meaning of a value that JSON cannot say. */
export const REFUSED = Symbol("refused");

export interface Meant {
  readonly value: unknown;
  readonly means: unknown;
}

/** Defines a property as JSON.parse would, `__proto__` included. */
export function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

const itself = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Meant> =>
  arbitrary.map((value) => ({ value, means: value }));
const refused = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Meant> =>
  arbitrary.map((value) => ({ value, means: REFUSED }));

// Any 16-bit units at all, so that surrogates stand alone too.
export const anyText = fc.oneof(
  fc.string(),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe00f }), { maxLength: 4 })
    .map((units) => String.fromCharCode(...units)),
);

const keys = fc.oneof(
  { weight: 4, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "length", "0", ""),
  },
);

/** Integers beyond 2^53, which only a field for integers refuses. */
export const unsafeIntegers = fc.constantFrom(2 ** 53, -(2 ** 53), 1.65e19, 1e300, Number.MAX_VALUE);

const numbers: fc.Arbitrary<Meant> = fc.oneof(
  itself(fc.double({ noNaN: true, noDefaultInfinity: true })),
  itself(fc.constantFrom(-0, 0, 5e-324, 1.5e-7, 2 ** 53 - 1, -(2 ** 53 - 1), 0.1)),
  itself(fc.maxSafeInteger()),
  itself(unsafeIntegers),
  refused(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)),
);

const leaves: fc.Arbitrary<Meant> = fc.oneof(
  itself(anyText),
  itself(fc.boolean()),
  itself(fc.constant(null)),
  numbers,
  fc.date({ noInvalidDate: true }).map((value) => ({ value, means: value.toISOString() })),
  itself(anyText).map(({ value }) => ({ value: { toJSON: () => value }, means: value })),
  refused(
    fc.constantFrom(
      undefined,
      new Date(Number.NaN),
      1n,
      () => 1,
      Symbol("x"),
      new Map([[1, 1]]),
      new Set([1]),
      new WeakMap(),
      /x/,
      new Uint8Array(2),
      new Float64Array(1),
      new ArrayBuffer(2),
      Promise.resolve(1),
      Array(3),
      Object.assign([], { 0: 1, 2: 3 }),
      Object.assign([1], { named: 2 }),
      { [Symbol("x")]: 1 },
      { toJSON: () => null },
      { toJSON: () => undefined },
      { toJSON: () => Number.NaN },
      { toJSON: () => new Map() },
    ),
  ),
  fc.constant(null).map(() => ({ value: throwing(), means: REFUSED })),
  fc.constant(null).map(() => ({ value: cyclic(), means: REFUSED })),
  fc.integer({ min: 2, max: 90 }).map((depth) => nested(depth)),
  fc.integer({ min: 600, max: 5_000 }).map((depth) => ({ value: nested(depth).value, means: REFUSED })),
);

/** How an object may come about. */
export const kinds = fc.constantFrom("plain", "bare", "getters", "frozen", "instance", "other realm");

/** Any value, up to some levels deep, with its meaning. */
export const anyValue: fc.Arbitrary<Meant> = fc.letrec<{ value: Meant }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaves,
    fc.array(tie("value"), { maxLength: 4 }).map(listOf),
    fc
      .tuple(fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }), kinds)
      .map(([members, kind]) => objectOf(members, kind)),
  ),
})).value;

/** Makes an object of members, plain or odd, with what it means. */
export function objectOf(members: [string, Meant][], kind: string): Meant {
  const value = emptyObject(kind);
  const means = {};
  // An instance without a field of its own keeps its state where JSON does not see it.
  let broken = kind === "instance" && members.length === 0;
  for (const [key, member] of new Map(members)) {
    // An own toJSON that is no function is a member like any other, and a function is refused as one.
    if (kind === "getters") {
      let reads = 0;
      // A second read would give something else.
      const get = () => (reads++ === 0 ? member.value : Number.NaN);
      Object.defineProperty(value, key, { get, enumerable: true });
    } else define(value, key, member.value);
    if (member.means === REFUSED) broken = true;
    else define(means, key, member.means);
  }
  return { value: kind === "frozen" ? Object.freeze(value) : value, means: broken ? REFUSED : means };
}

function listOf(members: Meant[]): Meant {
  const meanings = members.map(({ means }) => means);
  return { value: members.map(({ value }) => value), means: meanings.includes(REFUSED) ? REFUSED : meanings };
}

const otherRealm = createContext();

class Instance {
  describe(): string {
    return JSON.stringify(this);
  }
}

function emptyObject(kind: string): object {
  if (kind === "bare") return Object.create(null);
  if (kind === "instance") return new Instance();
  return kind === "other realm" ? (runInContext("({})", otherRealm) as object) : {};
}

function throwing(): object {
  return Object.defineProperty({}, "x", {
    enumerable: true,
    get() {
      throw new Error("unreadable");
    },
  });
}

function cyclic(): object {
  const cycle: unknown[] = [];
  cycle.push({ cycle });
  return cycle;
}

function nested(depth: number): Meant {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return { value, means: value };
}
