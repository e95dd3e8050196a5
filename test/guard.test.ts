// What both clients refuse of ids and of patches as a whole, and where the refusal says the fault is.
import { expect, test } from "vitest";
import { callOperation, type Maker, makers, type OperationId } from "./support/call-operation.ts";
import { makeClient } from "./support/make-client.ts";
import { badIds } from "./support/refused-values.ts";
import { ANNOTATION_ID, API_KEY, DATA_ID, SAMPLE_ID, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const ids = { physical_sample_id: SAMPLE_ID, annotation_id: ANNOTATION_ID };

interface Issue {
  readonly pointer: string;
  readonly message: string;
}

/** Calls an operation that must be refused before anything is sent. */
async function refusal(maker: Maker, operationId: OperationId, path: unknown, patch: unknown) {
  const { fetch, asked } = scripted();
  const client = makeClient(maker, { apiKey: API_KEY, fetch }) as Record<
    string,
    (...values: unknown[]) => never
  >;
  const call =
    maker === "createClient"
      ? (client[operationId]?.(path, patch) as unknown as Promise<unknown>)
      : callOperation(client, operationId, path as object, patch);
  const error = await rejection(call);
  expect(error).toMatchObject({
    name: "AtomscaleError",
    code: "invalid-request",
    outcome: "not-applied",
    operationId,
    attempts: 0,
  });
  expect(asked).toEqual([]);
  return { message: error.message, issues: error.issues as Issue[] };
}

const layer = (patch: unknown) => {
  const { fetch, asked } = scripted();
  const client = makeClient("createClient", { apiKey: API_KEY, fetch });
  return rejection(callOperation(client, "updateTargetMaterialLayer", {}, patch)).then((error) => {
    expect(asked).toEqual([]);
    return error.issues as Issue[];
  });
};

for (const maker of makers) {
  test.each(badIds)(`${maker}: refuses an id that is %s`, async (_, data_id) => {
    const { issues, message } = await refusal(maker, "updateDataEntry", { data_id }, { raw_name: "a" });
    expect(issues).toEqual([
      { pointer: "/data_id", message: expect.stringMatching(/^must be a UUID, not /) },
    ]);
    expect(message).toMatch(
      /^updateDataEntry was not sent: \/data_id must be a UUID, not .*Nothing was changed\.$/,
    );
  });

  test(`${maker}: says how to pass an id that is undefined`, async () => {
    const { issues } = await refusal(maker, "updateDataEntry", { data_id: undefined }, { raw_name: "a" });
    expect(issues).toEqual([
      { pointer: "/data_id", message: expect.stringMatching(/^is missing; pass \{ data_id: "…" \} as /) },
    ]);
  });

  test(`${maker}: says how to pass two ids that are missing`, async () => {
    const { issues } = await refusal(maker, "updateSampleAnnotation", {}, { property_value: 1 });
    const place = maker === "createClient" ? "the first argument" : "params.path";
    const message = `is missing; pass { physical_sample_id: "…", annotation_id: "…" } as ${place}`;
    expect(issues).toEqual([
      { pointer: "/physical_sample_id", message },
      { pointer: "/annotation_id", message },
    ]);
  });

  test(`${maker}: takes a UUID in upper case as it is`, async () => {
    const { fetch, asked } = scripted();
    const data_id = DATA_ID.toUpperCase();
    await callOperation(
      makeClient(maker, { apiKey: API_KEY, fetch }),
      "updateDataEntry",
      { data_id },
      { raw_name: "a" },
    );
    expect(asked[0]?.url).toBe(`https://api.atomscale.ai/data_entries/${data_id}`);
  });

  test.each<[string, unknown, RegExp]>([
    ["null", null, /^must be an object with the fields to change, not null$/],
    ["undefined", undefined, /^must be an object with the fields to change, not undefined$/],
    ["a text", '{"property_value":1}', /^must be an object with the fields to change, not "/],
    ["a number", 26, /^must be an object with the fields to change, not 26$/],
    ["a list", [{ property_value: 1 }], /^must be an object with the fields to change, not Array$/],
    [
      "a function",
      () => ({ property_value: 1 }),
      /^must be an object with the fields to change, not Function$/,
    ],
    [
      "a toJSON that gives a text",
      { toJSON: () => "{}" },
      /^must be an object with the fields to change, not /,
    ],
    [
      "a proxy that throws",
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("x");
          },
        },
      ),
      /^throws when it is read$/,
    ],
    ["empty", {}, /^has no field to change$/],
    [
      "an instance whose fields are private",
      new (class {
        #value = 26;
        get property_value() {
          return this.#value;
        }
      })(),
      /an inherited property_value/,
    ],
  ])(`${maker}: refuses a patch that is %s`, async (_, patch, message) => {
    const { issues } = await refusal(maker, "updateSampleAnnotation", ids, patch);
    expect(issues[0]).toEqual({ pointer: "", message: expect.stringMatching(message) });
  });

  test(`${maker}: refuses a known field that JSON would skip as it is not enumerable`, async () => {
    const patch = Object.defineProperty({ property_unit: "um" }, "property_value", { value: 26 });
    const { issues } = await refusal(maker, "updateSampleAnnotation", ids, patch);
    expect(issues).toEqual([
      { pointer: "/property_value", message: "is not enumerable, which JSON would lose" },
    ]);
  });

  test(`${maker}: names every fault of ids and fields in one error`, async () => {
    const path = { physical_sample_id: "..", annotation_id: "" };
    const patch = { property_value: Number.NaN, coord_z: 1n, property_unit: null };
    const { issues, message } = await refusal(maker, "updateSampleAnnotation", path, patch);
    const pointers = [
      "/physical_sample_id",
      "/annotation_id",
      "/property_value",
      "/coord_z",
      "/property_unit",
    ];
    expect(issues.map(({ pointer }) => pointer)).toEqual(pointers);
    for (const issue of issues) expect(message).toContain(`${issue.pointer} ${issue.message}`);
  });

  test(`${maker}: counts the faults beyond those that a message can hold`, async () => {
    const patch = { metadata: { values: Array(500).fill(Number.NaN) } };
    const { issues, message } = await refusal(maker, "updateSampleAnnotation", ids, patch);
    expect(issues).toHaveLength(500);
    expect(message).toMatch(/\/metadata\/values\/9 is NaN, which JSON would lose; and 490 more\. Nothing/);
    expect(message.length).toBeLessThan(2_500);
  });
}

test.each<[string, unknown, RegExp]>([
  ["a bare id", DATA_ID, /^is missing; pass \{ data_id: "…" \} as the first argument, not "d290f1ee-/],
  ["null", null, /^is missing; pass \{ data_id: "…" \} as the first argument, not null$/],
  ["undefined", undefined, /^is missing; pass \{ data_id: "…" \} as the first argument, not undefined$/],
  ["a number", 42, /^is missing; pass \{ data_id: "…" \} as the first argument, not 42$/],
  ["a function", () => DATA_ID, /^is missing; pass \{ data_id: "…" \} as the first argument, not Function$/],
  ["a list", [DATA_ID], /^is missing; pass \{ data_id: "…" \} as the first argument/],
  ["empty", {}, /^is missing; pass \{ data_id: "…" \} as the first argument/],
  [
    "an object whose ids are inherited",
    Object.create({ data_id: DATA_ID }),
    /^is inherited; it must be a field of the object itself$/,
  ],
])("updateDataEntry: refuses a first argument that is %s", async (_, path, message) => {
  const { issues } = await refusal("createClient", "updateDataEntry", path, { raw_name: "a" });
  expect(issues[0]).toEqual({ pointer: "/data_id", message: expect.stringMatching(message) });
  expect(issues.filter(({ pointer }) => pointer !== "/data_id" && pointer !== "/0")).toEqual([]);
});

test("updateDataEntry: refuses a first argument that throws when it is read", async () => {
  const path = new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => {
        throw new Error("x");
      },
    },
  );
  const { issues } = await refusal("createClient", "updateDataEntry", path, { raw_name: "a" });
  expect(issues).toEqual([{ pointer: "/data_id", message: "throws when it is read" }]);
});

test("updateDataEntry: refuses a path parameter that it does not know, with the nearest name", async () => {
  const path = { data_id: DATA_ID, dataid: DATA_ID };
  const { issues } = await refusal("createClient", "updateDataEntry", path, { raw_name: "a" });
  expect(issues).toEqual([{ pointer: "/dataid", message: "is unknown; did you mean data_id?" }]);
});

test("updateDataEntry: reads an id once when it is a getter", async () => {
  const { fetch, asked } = scripted();
  const texts = [DATA_ID, ".."];
  const path = {
    get data_id() {
      return texts.shift();
    },
  };
  const client = makeClient("createClient", { apiKey: API_KEY, fetch }) as {
    updateDataEntry: (...values: unknown[]) => unknown;
  };
  await client.updateDataEntry(path, { raw_name: "a" });
  expect(asked[0]?.url).toBe(`https://api.atomscale.ai/data_entries/${DATA_ID}`);
});

test.each<[string, object, string, RegExp]>([
  [
    "a misspelt field",
    { property_valeu: 1 },
    "/property_valeu",
    /^is unknown; did you mean property_value\?$/,
  ],
  [
    "a field in another case",
    { propertyValue: 1 },
    "/propertyValue",
    /^is unknown; did you mean property_value\?$/,
  ],
  [
    "an unknown field",
    { zzzzzzzzzzzz: 1 },
    "/zzzzzzzzzzzz",
    /^is unknown; known are property_name, .*metadata$/,
  ],
  ["the response's name of a field", { annotation_metadata: {} }, "/annotation_metadata", /^is unknown/],
  ["the prototype key", JSON.parse('{"__proto__": {"a": 1}}'), "/__proto__", /^is unknown/],
  ["a constructor", { constructor: 1 }, "/constructor", /^is unknown/],
])("updateSampleAnnotation: refuses %s", async (_, patch, pointer, message) => {
  const { issues } = await refusal("createClient", "updateSampleAnnotation", ids, patch);
  expect(issues).toEqual([{ pointer, message: expect.stringMatching(message) }]);
});

test.each<[string, object, Issue[]]>([
  [
    "neither sample_id nor id",
    { layer_id: 1, orientation: "001" },
    [{ pointer: "", message: "lacks sample_id or id" }],
  ],
  ["no layer_id", { sample_id: 42, orientation: "001" }, [{ pointer: "", message: "lacks layer_id" }]],
  [
    "identifying fields alone",
    { sample_id: 42, layer_id: 1 },
    [{ pointer: "", message: "has no field to change" }],
  ],
  [
    "every identifying field alone",
    { sample_id: 42, layer_id: 1, id: 7 },
    [{ pointer: "", message: "has no field to change" }],
  ],
  [
    "an integer beyond 2^53 as an id",
    { sample_id: 2 ** 53, layer_id: 1, mp_id: "mp-5020" },
    [{ pointer: "/sample_id", message: "is beyond 2^53, where integers lose digits" }],
  ],
  [
    "a fraction as an id",
    { sample_id: 42, layer_id: 1.5, mp_id: "mp-5020" },
    [{ pointer: "/layer_id", message: "takes an integer, not 1.5" }],
  ],
  [
    "a text as an id",
    { sample_id: "42", layer_id: 1, mp_id: "mp-5020" },
    [{ pointer: "/sample_id", message: 'takes an integer, not "42"; convert it with Number()' }],
  ],
  [
    "an orientation without its zeros",
    { sample_id: 42, layer_id: 1, orientation: 1 },
    [
      {
        pointer: "/orientation",
        message: 'takes a string, not 1; in quotes it keeps leading zeros, as in "001"',
      },
    ],
  ],
  [
    "a count of an element as a text",
    { sample_id: 42, layer_id: 1, element_dict: { Ba: "1" } },
    [{ pointer: "/element_dict/Ba", message: 'takes a number, not "1"; convert it with Number()' }],
  ],
])("updateTargetMaterialLayer: refuses a patch with %s", async (_, patch, issues) => {
  expect(await layer(patch)).toEqual(issues);
});
