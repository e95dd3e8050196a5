// What is refused before anything is sent, and where the refusal says the fault is.
import { expect, test } from "vitest";
import { type AtomscaleClient, createClient } from "../src/index.ts";
import { badIds, badValues } from "./support/refused-values.ts";
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

test.each(badIds)("updateDataEntry: refuses an id that is %s", async (_, data_id) => {
  const { error, issues } = await refusal((client) =>
    client.updateDataEntry({ data_id } as { data_id: string }, { raw_name: "a" }),
  );
  expect(issues).toHaveLength(1);
  expect(issues[0]?.pointer).toBe("/data_id");
  expect(issues[0]?.message).toMatch(/not a UUID/);
  expect(error.message).toMatch(/^updateDataEntry was not sent: \/data_id is .*not a UUID/);
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

/** Objects in objects, to a depth of so many levels of the body. */
function nested(levels: number): object {
  let value: object = {};
  for (let level = 2; level < levels; level++) value = { a: value };
  return value;
}

test.each(badValues)("updateSampleAnnotation: refuses %s", async (_, patch, pointer, message) => {
  const { error, issues } = await annotate(patch);
  expect(issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
  expect(error.message).toContain(`${pointer} ${issues[0]?.message}`);
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
