// How keys are taken out of texts and of JSON.
import { expect, test } from "vitest";
import { createRedactor } from "../src/redact.ts";

const redactor = createRedactor(["as~live/0123456789"]);

/** Puts a text into so many lists. */
function nested(text: string, levels: number): unknown {
  let value: unknown = text;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

test("createRedactor: finds a key that a JSON pointer escapes", () => {
  expect(redactor.text("/metadata/as~0live~10123456789/x")).toBe("/metadata/[API key]/x");
});

test("createRedactor: takes six characters of a key from the end of a text that is cut, and no fewer", () => {
  expect(redactor.cutText("the key as~liv")).toBe("the key [API key]");
  expect(redactor.cutText("the key as~live/012345678")).toBe("the key [API key]");
  expect(redactor.cutText("the key as~li")).toBe("the key as~li");
});

test("createRedactor: redacts JSON of 100 levels, and gives up what is deeper", () => {
  expect(redactor.json(nested("as~live/0123456789", 100))).toEqual(nested("[API key]", 100));
  expect(redactor.json(nested("as~live/0123456789", 101))).toBeUndefined();
  expect(redactor.json({ flat: 1, deep: nested("x", 100) })).toBeUndefined();
});
