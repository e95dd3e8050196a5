// What is refused before anything is sent, and where the refusal says the fault is.
import { expect, test } from "vitest";
import { type AtomscaleClient, createClient, createFetchClient } from "../src/index.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, SAMPLE_ID, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

type Issues = { pointer: string; message: string }[];

async function refusal(call: (client: AtomscaleClient) => Promise<unknown>) {
  const { fetch, asked } = scripted();
  const error = await rejection(call(createClient({ apiKey: API_KEY, fetch })));
  expect(error).toMatchObject({
    name: "AtomscaleError",
    code: "invalid-request",
    outcome: "not-applied",
    attempts: 0,
  });
  expect(asked).toEqual([]);
  return { error, issues: error.issues as Issues };
}

function sent(patch: unknown) {
  const { fetch, asked } = scripted();
  const client = createClient({ apiKey: API_KEY, fetch });
  const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
  return client.updateSampleAnnotation(path, patch as object).then(() => asked[0]?.init.body);
}

const annotate = (patch: unknown) =>
  refusal((client) =>
    client.updateSampleAnnotation(
      { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID },
      patch as object,
    ),
  );

const badIds: [string, unknown][] = [
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

test.each(badIds)("updateDataEntry: refuses an id that is %s", async (_, data_id) => {
  const { error, issues } = await refusal((client) =>
    client.updateDataEntry({ data_id } as { data_id: string }, { raw_name: "a" }),
  );
  expect(issues).toHaveLength(1);
  expect(issues[0]?.pointer).toBe("/data_id");
  expect(issues[0]?.message).toMatch(/not a UUID/);
  expect(error.message).toMatch(/^updateDataEntry was not sent: \/data_id is .*not a UUID/);
});

test.each(badIds)("createFetchClient: refuses an id that is %s", async (_, data_id) => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const path = { data_id } as { data_id: string };
  const error = await rejection(
    client.PATCH("/data_entries/{data_id}", { params: { path }, body: { raw_name: "a" } }),
  );
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied", attempts: 0 });
  expect(error).toMatchObject({ operationId: "updateDataEntry", issues: [{ pointer: "/data_id" }] });
  expect(asked).toEqual([]);
});

test("createFetchClient: refuses a path without any parameter", async () => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const call = client.PATCH("/data_entries/{data_id}", { body: { raw_name: "a" } } as never);
  expect(await rejection(call)).toMatchObject({ code: "invalid-request", issues: [{ pointer: "/data_id" }] });
  expect(asked).toEqual([]);
});

test("updateDataEntry: refuses path parameters that are not an object", async () => {
  const { issues } = await refusal((client) => client.updateDataEntry(null as never, { raw_name: "a" }));
  expect(issues).toMatchObject([{ pointer: "/data_id" }]);
});

test("updateDataEntry: refuses a path parameter that it does not know, with the nearest name", async () => {
  const path = { data_id: DATA_ID, dataid: DATA_ID };
  const { issues } = await refusal((client) => client.updateDataEntry(path, { raw_name: "a" }));
  expect(issues).toMatchObject([
    { pointer: "/dataid", message: expect.stringMatching(/unknown; did you mean data_id\?/) },
  ]);
});

test("updateDataEntry: takes a UUID in upper case as it is", async () => {
  const { fetch, asked } = scripted();
  const data_id = DATA_ID.toUpperCase();
  await createClient({ apiKey: API_KEY, fetch }).updateDataEntry({ data_id }, { raw_name: "a" });
  expect(asked[0]?.url).toBe(`https://api.atomscale.ai/data_entries/${data_id}`);
});

test("updateDataEntry: reads an id once when it is a getter", async () => {
  const { fetch, asked } = scripted();
  const ids = [DATA_ID, ".."];
  const path = {
    get data_id() {
      return ids.shift() as string;
    },
  };
  await createClient({ apiKey: API_KEY, fetch }).updateDataEntry(path, { raw_name: "a" });
  expect(asked[0]?.url).toBe(`https://api.atomscale.ai/data_entries/${DATA_ID}`);
});

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

/** Objects in objects, to a depth of so many levels of the body. */
function nested(levels: number): object {
  let value: object = {};
  for (let level = 2; level < levels; level++) value = { a: value };
  return value;
}

const badValues: [string, unknown, string, RegExp][] = [
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

test.each(badValues)("updateSampleAnnotation: refuses %s", async (_, patch, pointer, message) => {
  const { error, issues } = await annotate(patch);
  expect(issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
  expect(error.message).toContain(`${pointer} ${issues[0]?.message}`);
});

test.each(badValues.slice(0, -1))("createFetchClient: refuses %s", async (_, body, pointer, message) => {
  const { fetch, asked } = scripted();
  const client = createFetchClient({ apiKey: API_KEY, fetch });
  const path = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };
  const error = await rejection(
    client.PATCH("/physical_samples/{physical_sample_id}/annotations/{annotation_id}", {
      params: { path },
      body: body as object,
    }),
  );
  expect(error).toMatchObject({ code: "invalid-request", outcome: "not-applied", attempts: 0 });
  expect(error.operationId).toBe("updateSampleAnnotation");
  expect(error.issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
  expect(asked).toEqual([]);
});

test.each<[string, unknown, string, RegExp]>([
  ["null", null, "", /no field to change/],
  ["undefined", undefined, "", /no field to change/],
  ["a string", "property_value", "", /no field to change/],
  ["an array", [{ property_value: 1 }], "/0", /unknown/],
  ["an empty array", [], "", /no field to change/],
  ["empty", {}, "", /no field to change/],
  ["empty once undefined is dropped", { property_value: undefined }, "", /no field to change/],
  ["with a misspelt field", { property_valeu: 1 }, "/property_valeu", /did you mean property_value\?/],
  ["with a field in another case", { propertyValue: 1 }, "/propertyValue", /did you mean property_value\?/],
  ["with an unknown field", { zzzzzzzzzzzz: 1 }, "/zzzzzzzzzzzz", /known are .*property_name.*metadata/],
  ["with the prototype key", JSON.parse('{"__proto__": {"a": 1}}'), "/__proto__", /unknown/],
  ["with a constructor", { constructor: 1 }, "/constructor", /unknown/],
])("updateSampleAnnotation: refuses a patch that is %s", async (_, patch, pointer, message) => {
  const { issues } = await annotate(patch);
  expect(issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
});

test("updateDataEntry: refuses what is nested too deep", async () => {
  const { issues } = await refusal((client) => client.updateDataEntry({ data_id: DATA_ID }, nested(502)));
  expect(issues).toContainEqual({ pointer: "/a".repeat(500), message: "is nested deeper than 500 levels" });
});

const layer = (patch: unknown) => refusal((client) => client.updateTargetMaterialLayer(patch as never));

test("updateTargetMaterialLayer: refuses a patch with neither sample_id nor id", async () => {
  const { issues } = await layer({ layer_id: 1, orientation: "001" });
  expect(issues).toEqual([{ pointer: "", message: expect.stringMatching(/sample_id n?or id/) }]);
});

test("updateTargetMaterialLayer: refuses a patch without layer_id", async () => {
  const { issues } = await layer({ sample_id: 42, orientation: "001" });
  expect(issues).toEqual([{ pointer: "", message: "lacks layer_id" }]);
});

test("updateTargetMaterialLayer: refuses an integer beyond 2^53 as an id", async () => {
  const { issues } = await layer({ sample_id: 2 ** 53, layer_id: 1 });
  expect(issues).toEqual([{ pointer: "/sample_id", message: expect.stringMatching(/2\^53/) }]);
});

test("updateSampleAnnotation: names every fault of ids and fields in one error", async () => {
  const { error, issues } = await refusal((client) =>
    client.updateSampleAnnotation({ physical_sample_id: "..", annotation_id: "" }, {
      property_value: Number.NaN,
      coord_z: 1n as never,
      colour: "red",
    } as object),
  );
  const pointers = ["/physical_sample_id", "/annotation_id", "/property_value", "/coord_z", "/colour"];
  expect(issues.map(({ pointer }) => pointer)).toEqual(pointers);
  for (const pointer of pointers) expect(error.message).toContain(`${pointer} is`);
  expect(error.message).toMatch(/Nothing was changed/);
});

test("updateSampleAnnotation: counts the faults beyond those that a message can hold", async () => {
  const { error, issues } = await annotate({ metadata: { values: Array(500).fill(Number.NaN) } });
  expect(issues).toHaveLength(500);
  expect(error.message).toMatch(/\/metadata\/values\/0 is NaN.*and \d+ more/);
  expect(error.message.length).toBeLessThan(2_500);
});

test.each<[string, unknown, string]>([
  ["a carrier density", { property_value: 1.65e19 }, '{"property_value":16500000000000000000}'],
  [
    "a valid Date as its ISO text",
    { metadata: { at: new Date(0) } },
    '{"metadata":{"at":"1970-01-01T00:00:00.000Z"}}',
  ],
  ["500 levels", { metadata: nested(500) }, JSON.stringify({ metadata: nested(500) })],
  [
    "what toJSON gives",
    { toJSON: (key: string) => ({ property_name: `<${key}>` }) },
    '{"property_name":"<>"}',
  ],
  [
    "no property that an object hides",
    { metadata: Object.defineProperty({ a: 1 }, Symbol("hidden"), { value: 1 }) },
    '{"metadata":{"a":1}}',
  ],
  ["a negative zero", { property_value: -0 }, '{"property_value":-0}'],
  ["null inside metadata", { metadata: { note: null, a: [null] } }, '{"metadata":{"note":null,"a":[null]}}'],
  [
    "no undefined",
    { coord_x: 1, coord_y: undefined, metadata: { a: undefined } },
    '{"coord_x":1,"metadata":{}}',
  ],
  ["an object without prototype", Object.assign(Object.create(null), { coord_x: 1 }), '{"coord_x":1}'],
  ["a value twice when it is no cycle", { metadata: { a: [1], b: [1] } }, '{"metadata":{"a":[1],"b":[1]}}'],
  [
    "a prototype key inside metadata",
    { metadata: JSON.parse('{"__proto__":1}') },
    '{"metadata":{"__proto__":1}}',
  ],
])("updateSampleAnnotation: sends %s", async (_, patch, body) => {
  expect(await sent(patch)).toBe(body);
});

test("updateSampleAnnotation: reads a field once when it is a getter", async () => {
  const values = [26, Number.NaN];
  const patch = {
    get property_value() {
      return values.shift();
    },
  };
  expect(await sent(patch)).toBe('{"property_value":26}');
});
