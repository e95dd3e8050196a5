// What the body of a success shows: the record that was to be updated, a part of it, or something else.
import { expect, test } from "vitest";
import { operations } from "../generated/operations.ts";
import { readRecord } from "../src/record.ts";

const DATA_ID = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const LAYER = { sample_id: "42", layer_id: "1" };

const layer = (text: string, isWhole: boolean, ids: Record<string, string> = LAYER) =>
  readRecord(operations.updateTargetMaterialLayer, ids, { text, isWhole });

test("readRecord: takes white space before the record", () => {
  const text = ` \n{"data_id":"${DATA_ID}"}`;
  const shown = readRecord(operations.updateDataEntry, { data_id: DATA_ID }, { text, isWhole: true });
  expect(shown).toEqual({ record: { data_id: DATA_ID } });
});

test.each<[string, unknown, string]>([
  ["a number written as a text", "42", "42"],
  ["a number with zeros before it", "042", "42"],
  ["a UUID in upper case", DATA_ID.toUpperCase(), DATA_ID],
  ["a UUID without hyphens", DATA_ID.replaceAll("-", ""), DATA_ID],
])("readRecord: takes for the same id %s", (_, sample_id, expected) => {
  const record = { sample_id };
  expect(layer(JSON.stringify(record), true, { sample_id: expected })).toEqual({ record });
});

test.each<[string, unknown, string]>([
  ["another number", 43, "42"],
  ["the number with another sign", 1, "-1"],
  ["an empty text for 0", "", "0"],
  ["true for 1", true, "1"],
  ["a list of the number", [42], "42"],
  ["another UUID", DATA_ID.replace("d", "e"), DATA_ID],
])("readRecord: takes for another id %s", (_, sample_id, expected) => {
  expect(layer(JSON.stringify({ sample_id }), true, { sample_id: expected })).toBe("other");
});

test.each<[string, string, string]>([
  ["the right ids", '{"sample_id":42,"layer_id":1,"orien', "part"],
  ["another id", '{"sample_id":43,"orien', "other"],
  ["an id that may go on", '{"sample_id":4', "part"],
  ["an id that goes on", '{"layer_id":1,"sample_id":42', "part"],
  ["another value of the name further on", '{"sample_id":42,"element_dict":{"sample_id":7,', "part"],
  ["fields of another kind that are null", '{"annotation_metadata":null,"coord_x":null,', "other"],
])("readRecord: finds in a body that is cut %s, %j, and takes it for %s", (_, text, shown) => {
  expect(layer(text, false)).toBe(shown);
});
