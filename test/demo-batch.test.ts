// demo:batch: the lines that it shows, the comparison at its end, and its picture. CI runs the demo itself.
import { describe, expect, test } from "vitest";
import { drawTimeline } from "../scripts/demo-batch/draw-timeline.ts";
import { showProgress } from "../scripts/demo-batch/show-progress.ts";
import { compareWafer, planWafer } from "../scripts/demo-batch/wafer.ts";
import type { Progress } from "../src/batch/index.ts";
import type { Received } from "./support/record-server.ts";

const progress = (done: number, more: Partial<Progress> = {}): Progress => ({
  done,
  total: 9,
  applied: done,
  notApplied: 0,
  unknown: 0,
  notSent: 0,
  active: 2,
  perSecond: 0,
  ...more,
});

/** Shows some reports, and returns all that was written. */
function shown(reports: Progress[], isTTY: boolean, env: NodeJS.ProcessEnv = {}): string {
  const written: string[] = [];
  const screen = showProgress({ isTTY, write: (text) => written.push(text) }, env);
  for (const report of reports) screen.show(report);
  screen.end();
  return written.join("");
}

describe("showProgress", () => {
  const paused = { pausedUntil: new Date(Date.now() + 60_000) };

  test("rewrites one line on a terminal", () => {
    expect(shown([progress(1), progress(2)], true)).toBe(
      "\r\x1b[K  1/9, 1 applied\r\x1b[K  2/9, 2 applied\n",
    );
  });

  test("writes whole lines elsewhere, at most one a second, and always the last", () => {
    expect(shown([progress(1), progress(2), progress(3)], false)).toBe(
      "  1/9, 1 applied\n  3/9, 3 applied\n",
    );
  });

  test("tells of a pause at once where it writes whole lines", () => {
    expect(shown([progress(1), progress(2, paused), progress(3)], false)).toMatch(
      /^ {2}1\/9.*\n {2}2\/9.*paused.*\n {2}3\/9.*\n$/,
    );
  });

  test.each([
    ["colours a pause on a terminal", true, {}, true],
    ["uses no colour on a terminal when NO_COLOR is set", true, { NO_COLOR: "1" }, false],
    ["uses no colour elsewhere", false, {}, false],
  ])("%s", (_, isTTY, env, isColored) => {
    expect(shown([progress(2, paused)], isTTY, env).includes("\x1b[33m")).toBe(isColored);
  });
});

describe("compareWafer", () => {
  const wafer = planWafer();
  const nameOf = ({ path }: (typeof wafer)[number]): string =>
    `/physical_samples/${path.physical_sample_id}/annotations/${path.annotation_id}`;
  const records = () => new Map(wafer.map((update) => [nameOf(update), { ...update.patch }]));

  test("finds nothing where each of 200 points holds what was intended", () => {
    expect(records().size).toBe(200);
    expect(compareWafer(wafer, records())).toEqual([]);
  });

  test("names the points that hold another value or none", () => {
    const held = records();
    held.set(nameOf(wafer[6] as (typeof wafer)[number]), { ...wafer[6]?.patch, property_value: 1 });
    held.delete(nameOf(wafer[7] as (typeof wafer)[number]));
    const differences = compareWafer(wafer, held);
    expect(differences[0]).toBe(`point 7: property_value is 1, not ${wafer[6]?.patch.property_value}`);
    expect(new Set(differences.map((each) => each.split(":")[0]))).toEqual(new Set(["point 7", "point 8"]));
  });
});

describe("drawTimeline", () => {
  const request = (
    name: string,
    arrivedAt: number,
    endedAt: number,
    more: Partial<Received> = {},
  ): Received => ({
    operation: "updateDataEntry",
    body: {},
    fault: undefined,
    isApplied: true,
    name,
    arrivedAt,
    endedAt,
    ...more,
  });
  const drawn = drawTimeline({
    requests: [
      request("a", 100, 200),
      request("b", 150, 300, { fault: "429", isApplied: false }),
      request("c", 210, 400, { isApplied: false }),
      request("c", 450, 550),
    ],
    pauses: [{ from: 300, until: 350 }],
    runs: [
      { startedAt: 0, endedAt: 400 },
      { startedAt: 400, endedAt: 680 },
    ],
  });
  // One pixel is one millisecond after the margin of 20.
  const bars = [...drawn.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)]
    .map(([, kind, ...numbers]) => [kind, ...numbers.map(Number)])
    .filter(([, , y]) => Number(y) > 100);

  test("draws a bar for each request, in the first lane that is free", () => {
    expect(bars).toEqual([
      ["pause", 320, 108, 50],
      ["applied", 120, 111, 100],
      ["limited", 170, 131, 150],
      ["cut", 230, 111, 190],
      ["applied", 470, 111, 100],
    ]);
  });

  test("marks what was sent again, and the kill", () => {
    expect(drawn).toContain('<circle class="repeat" cx="520" cy="118"');
    expect(drawn).toContain('<line class="kill" x1="420"');
  });

  test("has colours for light and dark", () => {
    const [light = "", dark = ""] = drawn.split("prefers-color-scheme: dark");
    for (const kind of ["applied", "limited", "cut", "repeat", "kill"])
      for (const half of [light, dark]) expect(half).toContain(`.${kind} {`);
  });
});
