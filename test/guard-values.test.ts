// Which values both clients refuse, and in which form they send the others.
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { operations } from "../generated/operations.ts";
import { guard } from "../src/guard.ts";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { makeClient } from "./support/make-client.ts";
import { badPatches, lostValues } from "./support/refused-values.ts";
import { API_KEY, DATA_ID, ids, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

async function faultsOf(maker: Maker, patch: unknown): Promise<unknown> {
  const { fetch, asked } = scripted();
  const client = makeClient(maker, { apiKey: API_KEY, fetch });
  const error = await rejection(callOperation(client, "updateSampleAnnotation", ids, patch));
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied", attempts: 0 });
  expect(asked).toEqual([]);
  return error.issues;
}

async function sent(maker: Maker, patch: unknown): Promise<unknown> {
  const { fetch, asked } = scripted();
  const client = makeClient(maker, { apiKey: API_KEY, fetch });
  await callOperation(client, "updateSampleAnnotation", ids, patch);
  expect(asked).toHaveLength(1);
  return asked[0]?.init.body;
}

/** Objects in objects, to a depth of so many levels of the body. */
function nested(levels: number, innermost?: number): object {
  let value: object = innermost === undefined ? {} : { a: innermost };
  for (let level = 2; level < levels; level++) value = { a: value };
  return value;
}

const shared = [1];
const endless: object = new Proxy({}, { getPrototypeOf: () => endless });
const withoutRoot = Object.assign(Object.create(endless), { a: 1 });

class Point {
  coord_x = 1;
  coord_y = -2;
  length(): number {
    return Math.hypot(this.coord_x, this.coord_y);
  }
}
class NamedPoint extends Point {
  property_name = "a";
}

test.each<[string, string]>([
  ["1,5", "; write a point for the decimal comma"],
  [" -1 200,55 ", "; write a point for the decimal comma"],
  ["1.5", "; convert it with Number()"],
  ["x1,5", ""],
  ["1,5mm", ""],
  ["1,5 mm", ""],
  ["1,", ""],
  [" ", ""],
])("createClient: advises on the text %j in a field of numbers: %j", async (property_value, advice) => {
  expect(await faultsOf("createClient", { property_value })).toEqual([
    { pointer: "/property_value", message: `takes a number, not ${JSON.stringify(property_value)}${advice}` },
  ]);
});

for (const maker of makers) {
  test.each(lostValues)(`${maker}: refuses %s as a value`, async (_, value, message) => {
    const at = async (patch: object) => await faultsOf(maker, patch);
    expect(await at({ metadata: { a: value } })).toEqual([
      { pointer: "/metadata/a", message: expect.stringMatching(message) },
    ]);
    expect(await at({ metadata: { runs: [[1, { b: value }]] } })).toEqual([
      { pointer: "/metadata/runs/0/1/b", message: expect.stringMatching(message) },
    ]);
  });

  test.each(lostValues)(`${maker}: refuses %s in a field of a list`, async (_, value, message) => {
    expect(await faultsOf(maker, { metadata: { a: [0, value] } })).toEqual([
      { pointer: "/metadata/a/1", message: expect.stringMatching(message) },
    ]);
  });

  test.each(lostValues)(`${maker}: refuses %s in a known field`, async (_, value) => {
    for (const name of ["property_value", "property_name"]) {
      const issues = await faultsOf(maker, { coord_x: 1, [name]: value });
      expect(issues).toMatchObject([{ pointer: `/${name}` }]);
    }
  });

  test.each(badPatches)(`${maker}: refuses a patch with %s`, async (_, patch, pointer, message) => {
    expect(await faultsOf(maker, patch)).toEqual([{ pointer, message: expect.stringMatching(message) }]);
  });

  test(`${maker}: refuses what is nested too deep`, async () => {
    expect(await faultsOf(maker, { metadata: nested(501) })).toEqual([
      // A pointer is cut at 1,000 characters, as many faults at depth would fill the memory.
      {
        pointer: `/metadata${"/a".repeat(499)}`.slice(0, 1_000),
        message: "is nested deeper than 500 levels",
      },
    ]);
  });

  test.each<[string, unknown, string]>([
    [
      "a carrier density in a number field",
      { property_value: 1.65e19 },
      '{"property_value":16500000000000000000}',
    ],
    [
      "a carrier density within metadata",
      { metadata: { n: 1.65e19 } },
      '{"metadata":{"n":16500000000000000000}}',
    ],
    ["a negative zero", { property_value: -0 }, '{"property_value":-0}'],
    ["the smallest number", { property_value: 5e-324 }, '{"property_value":5e-324}'],
    ["an empty text", { property_name: "" }, '{"property_name":""}'],
    ["a value that an enum does not list", { coord_ref_frame: "moon" }, '{"coord_ref_frame":"moon"}'],
    [
      "a Date as its ISO text",
      { metadata: { at: new Date(0) } },
      '{"metadata":{"at":"1970-01-01T00:00:00.000Z"}}',
    ],
    ["500 levels", { metadata: nested(500) }, JSON.stringify({ metadata: nested(500) })],
    ["a value within 500 levels", { metadata: nested(500, 7) }, JSON.stringify({ metadata: nested(500, 7) })],
    ["an object whose prototypes have no end", { metadata: withoutRoot }, '{"metadata":{"a":1}}'],
    ["null within metadata", { metadata: { a: null, b: [null] } }, '{"metadata":{"a":null,"b":[null]}}'],
    ["an empty object and an empty list", { metadata: { a: {}, b: [] } }, '{"metadata":{"a":{},"b":[]}}'],
    [
      "a value twice where it is no cycle",
      { metadata: { a: shared, b: shared } },
      '{"metadata":{"a":[1],"b":[1]}}',
    ],
    ["an object without prototype", Object.assign(Object.create(null), { coord_x: 1 }), '{"coord_x":1}'],
    ["a frozen object", Object.freeze({ coord_x: 1 }), '{"coord_x":1}'],
    ["a proxy", new Proxy({ coord_x: 1 }, {}), '{"coord_x":1}'],
    ["an instance with fields of its own", new Point(), '{"coord_x":1,"coord_y":-2}'],
    ["an instance of a derived class", new NamedPoint(), '{"coord_x":1,"coord_y":-2,"property_name":"a"}'],
    [
      "an instance within metadata",
      { metadata: { p: new Point() } },
      '{"metadata":{"p":{"coord_x":1,"coord_y":-2}}}',
    ],
    [
      "an object of another realm",
      runInNewContext("({ metadata: { a: [1, new Date(0)] } })"),
      '{"metadata":{"a":[1,"1970-01-01T00:00:00.000Z"]}}',
    ],
    ["an instance of another realm", runInNewContext("new (class { coord_x = 1 })()"), '{"coord_x":1}'],
    [
      "what toJSON gives",
      { metadata: { t: { toJSON: (key: string) => `<${key}>` } } },
      '{"metadata":{"t":"<t>"}}',
    ],
    [
      "what toJSON of a patch gives",
      { toJSON: (key: string) => ({ property_name: `<${key}>` }) },
      '{"property_name":"<>"}',
    ],
    [
      "what an inherited toJSON gives",
      {
        property_value: new (class {
          toJSON() {
            return 26;
          }
        })(),
      },
      '{"property_value":26}',
    ],
    ["a toJSON that is no function as a field", { metadata: { toJSON: 1 } }, '{"metadata":{"toJSON":1}}'],
    [
      "nothing of a hidden symbol",
      { metadata: Object.defineProperty({ a: 1 }, Symbol("x"), { value: 1 }) },
      '{"metadata":{"a":1}}',
    ],
    [
      "a prototype key within metadata",
      { metadata: JSON.parse('{"__proto__":1}') },
      '{"metadata":{"__proto__":1}}',
    ],
    [
      "signs that JSON escapes",
      { property_name: '"\\\u0000\u2028\uD800' },
      JSON.stringify({ property_name: '"\\\u0000\u2028\uD800' }),
    ],
  ])(`${maker}: sends %s`, async (_, patch, body) => {
    expect(await sent(maker, patch)).toBe(body);
  });

  test(`${maker}: reads a field once when it is a getter`, async () => {
    const values = [26, Number.NaN];
    const patch = {
      get property_value() {
        return values.shift();
      },
    };
    expect(await sent(maker, patch)).toBe('{"property_value":26}');
  });
}

test.each<[string, object, string]>([
  ["a field that the description does not know", { colour: "red" }, '{"colour":"red"}'],
  ["null in such a field", { colour: null }, '{"colour":null}'],
  ["a large number in such a field", { density: 1.65e19 }, '{"density":16500000000000000000}'],
])("createFetchClient: sends %s", async (_, body, wire) => {
  const { fetch, asked } = scripted();
  const client = makeClient("createFetchClient", { apiKey: API_KEY, fetch }) as Record<
    string,
    (...values: unknown[]) => unknown
  >;
  await client.PATCH?.("/data_entries/{data_id}", { params: { path: { data_id: ids.data_id } }, body });
  expect(asked.map(({ init }) => init.body)).toEqual([wire]);
});

test("createClient: refuses a patch of more than 1,000,000 values, also where lists share them", async () => {
  const toJSON = vi.fn();
  const rows = [...Array(1_000).fill(Array(1_000).fill(1)), { toJSON }];
  expect(await faultsOf("createClient", { metadata: { rows } })).toEqual([
    { pointer: "", message: "has more than 1000000 values" },
  ]);
  // What comes after that many is not looked at.
  expect(toJSON).not.toHaveBeenCalled();
});

test.each<[string, object]>([
  ["of values", { metadata: { a: Array(1_001).fill(undefined) } }],
  ["of names", Object.fromEntries(Array.from({ length: 1_001 }, (_, number) => [`x${number}`, 1]))],
])("createClient: tells of 1,000 faults %s, and not of more", async (_, patch) => {
  expect(await faultsOf("createClient", patch)).toHaveLength(1_000);
});

test("createClient: sends a BigInt in the form that a program gives all of them", async () => {
  Object.defineProperty(BigInt.prototype, "toJSON", { configurable: true, value: () => 5 });
  try {
    expect(await sent("createClient", { metadata: { a: 7n } })).toBe('{"metadata":{"a":5}}');
  } finally {
    Reflect.deleteProperty(BigInt.prototype, "toJSON");
  }
});

test("guard: takes a list and null in the fields that the description says take them", () => {
  const fields = { tags: "array of string", note: "string or null" };
  const check = (patch: object) =>
    guard({ ...operations.updateDataEntry, fields }, { data_id: DATA_ID }, patch, {
      closed: true,
      pathName: "the first argument",
    });
  expect(check({ tags: ["a"], note: null })).toMatchObject({
    body: '{"tags":["a"],"note":null}',
    issues: [],
  });
  expect(check({ tags: null, note: ["a"] }).issues.map(({ pointer }) => pointer)).toEqual(["/tags", "/note"]);
});

test("createFetchClient: refuses what JSON would lose in a field that the description does not know", async () => {
  expect(await faultsOf("createFetchClient", { colour: undefined })).toEqual([
    { pointer: "/colour", message: "is undefined; leave the field out to keep its value" },
  ]);
});
