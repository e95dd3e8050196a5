// The words in which messages describe values and names, and how they are shortened.
import { expect, test } from "vitest";
import { describe, excerpt, unknownName } from "../src/words.ts";

test("describe: finds a word for what throws whatever is done to it", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(describe(proxy)).toBe("object");
});

test.each<[string, string, string]>([
  ["a name that lacks a letter", "raw_nam", "did you mean raw_name?"],
  ["a name of three letters, of which the last counts too", "tim", "did you mean times?"],
  ["a name twice", "raw_nameraw_name", "did you mean raw_name?"],
  ["a name three times", "raw_nameraw_nameraw_name", "known are times, raw_name"],
  ["another word", "beam", "known are times, raw_name"],
  ["nothing", "", "known are times, raw_name"],
])("unknownName: says of %s what was probably meant: %j", (_, name, words) => {
  expect(unknownName(name, ["times", "raw_name"])).toBe(`is unknown; ${words}`);
});

test.each<[string, string, string]>([
  ["a text of 200 characters", "a".repeat(200), "a".repeat(200)],
  ["one of 201", "a".repeat(201), `${"a".repeat(200)}…`],
  ["a whole sign of two parts", `😀${"a".repeat(300)}`, `😀${"a".repeat(198)}…`],
  ["a sign that would be cut in two", `${"a".repeat(199)}😀b`, `${"a".repeat(199)}…`],
  ["line breaks", " a\n\tb ", "a b"],
])("excerpt: keeps of %s what fits on a line", (_, text, kept) => {
  expect(excerpt(text)).toBe(kept);
});
