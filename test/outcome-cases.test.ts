// The outcome table of the guide, held against the fault suite: what stands in the one is shown by the other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultCases } from "./faults/cases.ts";
import { root } from "./support/readme-blocks.ts";

const guide = readFileSync(join(root, "docs/guide/errors.md"), "utf8");
const rows = [...guide.matchAll(/^\| .+ \| (?:`([\w-]+)`|none) +\| `(not-applied|unknown|applied)` +\|$/gm)];
const told = rows.map(([, code = "none", outcome = ""]) => `${code}, ${outcome}`);

// Of one attempt, as the table speaks of one.
const shown = faultCases.flatMap(({ end }) => {
  if ("record" in end) return ["none, applied"];
  // An attempt without a key sends nothing, so that it comes on top of those that did.
  const tries = end.attempts + (end.code === "invalid-config" ? 1 : 0);
  return tries > 1 ? [] : [`${end.code}, ${end.outcome}`];
});

test("faultCases: show each code and outcome of the table, and no others", () => {
  // Nothing is sent where the guard refuses, so that no server can show it.
  const served = told.filter((row) => row !== "invalid-request, not-applied");
  expect(served.length).toBeGreaterThan(20);
  expect([...new Set(shown)].sort()).toEqual([...new Set(served)].sort());
});
