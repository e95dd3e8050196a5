// Values that a program of good will would never pass, and that programs pass all the same.
// Each comes as a function that makes it, as fast-check itself would trip over them.
import fc from "fast-check";

/** Throws, wherever it stands. */
export const fail = (): never => {
  throw new Error("hostile");
};

/** Rejects wherever it is called; whoever calls it has to take care of that. */
const failLater = async (): Promise<never> => fail();

/** Traps of a proxy that throw, whatever is done to it. */
const throwingTraps: ProxyHandler<object> = Object.fromEntries(
  Object.getOwnPropertyNames(Reflect).map((trap) => [trap, fail]),
);

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Makes an object whose every member throws when it is read. */
function guarded(names: readonly string[]): object {
  const properties = names.map((name) => [name, { get: fail, enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries(properties));
}

type Settle = (value: unknown) => void;

/** Makes what a promise takes for another promise. */
function thenable(then: (resolve: Settle, reject: Settle) => void): object {
  const name = "then";
  return { [name]: then };
}

/** Makes a rejected promise; that nobody awaits it is not the client's fault wherever it may stand. */
function rejected(): unknown {
  const promise = Promise.reject(new Error("x"));
  promise.catch(() => {});
  return promise;
}

// What an async `then` rejects with is lost in the promise machinery itself, so that nobody can take care of it.
const MEMBERS = [
  "name",
  "message",
  "code",
  "cause",
  "errors",
  "status",
  "headers",
  "body",
  "text",
  "toJSON",
  "toString",
  "signal",
  "aborted",
  "sent",
];
const NAMES = ["then", ...MEMBERS];

/** Makes an object whose every member is an async function that fails. */
function failingLater(): object {
  const members = [...MEMBERS, "get", "forEach", "getReader", "read", "cancel", "addEventListener"];
  return Object.fromEntries(members.map((name) => [name, failLater]));
}

const oddThings: readonly (() => unknown)[] = [
  () => new Proxy({}, throwingTraps),
  () => new Proxy(() => {}, throwingTraps),
  () => new Proxy([], throwingTraps),
  () => revoked({}),
  () => revoked(() => {}),
  () => guarded(NAMES),
  failingLater,
  () => failLater,
  () => ({ headers: failingLater(), body: failingLater(), status: 200, text: failLater }),
  () => thenable(fail),
  () => thenable((resolve) => resolve(thenable(fail))),
  () => thenable((_, reject) => reject(Symbol("x"))),
  () => thenable(() => {}),
  () => ({
    toString: fail,
    [Symbol.toPrimitive]: fail,
    get [Symbol.toStringTag]() {
      return fail();
    },
  }),
  () => ({ toJSON: fail }),
  () => Object.create(null),
  () => Object.assign(new Error("x"), { code: Symbol("x"), name: 7, message: { a: 1 }, cause: revoked({}) }),
  () => new AggregateError([revoked({}), guarded(NAMES)], "x"),
  () => Symbol("x"),
  () => fail,
  () =>
    function* generate() {
      yield 1;
    },
  () => Object.assign(class Odd {}, thenable(fail)),
  () => new Map([[{}, 1]]),
  () => new WeakSet(),
  () => new Date(Number.NaN),
  () => new Headers({ a: "1" }),
  () => new AbortController().signal,
  () => AbortSignal.abort(revoked({})),
  () => new Response("{}"),
  () => Response.error(),
  () => oddFunction(),
  rejected,
  () => new Promise(() => {}),
  () => "x".repeat(1_000),
  () => "\uD800\u0000\r\n",
  () => 2n ** 64n,
  () => new Uint8Array(3),
  () => ({ [Symbol.iterator]: fail }),
  () => ({
    *[Symbol.iterator]() {
      yield ["a", "b"];
      yield 7;
    },
  }),
  () => ({
    *[Symbol.iterator]() {
      yield revoked([]);
    },
  }),
];

/** Makes a function whose own fields are odd. */
function oddFunction(): unknown {
  return Object.defineProperty(() => undefined, "length", { value: Symbol("x") });
}

/** Makes a value. */
export type Make = () => unknown;

/** Any value that fast-check makes. */
export const anything = fc
  .anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  .map(
    (value): Make =>
      () =>
        value,
  );

/** A value that is made to trip over. */
export const odd = fc.constantFrom(...oddThings);

/** Makes an object of members that are made with it. */
export function objectOf(members: Readonly<Record<string, Make>>): Make {
  return () => Object.fromEntries(Object.entries(members).map(([name, make]) => [name, make()]));
}

/** Any value of the language, the hostile ones among them. */
export const anyHostile: fc.Arbitrary<Make> = fc.oneof(
  { weight: 3, arbitrary: odd },
  { weight: 2, arbitrary: anything },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...MEMBERS), odd).map(objectOf) },
);

/** One of some values. */
export const constant = (...values: unknown[]): fc.Arbitrary<Make> =>
  fc.constantFrom(
    ...values.map(
      (value): Make =>
        () =>
          value,
    ),
  );

/** Anything that the option `signal` takes for a signal, and more. */
export const anySignal: fc.Arbitrary<Make> = fc.oneof(
  anyHostile,
  fc
    .record(
      {
        aborted: constant(true, false, false, "yes"),
        reason: anyHostile,
        addEventListener: constant(
          () => {},
          fail,
          failLater,
          (_: string, listener: () => void) => listener(),
          (_: string, listener: () => void) => void setTimeout(listener, 5),
        ),
        removeEventListener: constant(() => {}, fail, failLater, 7),
      },
      { requiredKeys: [] },
    )
    .map(objectOf),
  anyHostile.map(
    (make): Make =>
      () =>
        AbortSignal.abort(make()),
  ),
  constant(null).map((): Make => () => AbortSignal.timeout(5)),
);
