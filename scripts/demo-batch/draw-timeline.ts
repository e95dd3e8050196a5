// Draws what happened in a run as SVG: a bar for each request, in as many lanes as were under way at once.
import type { Received } from "../../test/support/record-server.ts";

/** Times are those of `performance.now()`. */
export interface Timeline {
  readonly requests: readonly Received[];
  /** When the rate limit let nothing start. */
  readonly pauses: { readonly from: number; until: number }[];
  /** The processes, in their order; all but the last were killed. */
  readonly runs: readonly { readonly startedAt: number; readonly endedAt: number }[];
}

type Kind = "applied" | "limited" | "failed" | "cut";

interface Bar {
  readonly lane: number;
  readonly kind: Kind;
  /** True where an earlier request was for the same update. */
  readonly isRepeat: boolean;
  readonly from: number;
  readonly until: number;
}

// About as wide as a page of the guide shows it, so that the text keeps its size.
const WIDTH = 720;
const MARGIN = 20;
const LANES_TOP = 108;
const LANE = 20;
const BAR = 14;

const LEGEND: readonly [Kind | "repeat" | "pause", string][] = [
  ["applied", "applied"],
  ["limited", "429: rate limit"],
  ["failed", "503 or connection lost"],
  ["cut", "under way at the kill"],
  ["repeat", "sent again"],
  ["pause", "gate closed"],
];

const STYLE = `
  .page { fill: #ffffff; stroke: #d4d4d8 } text { font: 13px system-ui, sans-serif; fill: #3f3f46 }
  .applied { fill: #2a9d8f } .limited { fill: #c2410c } .failed { fill: #eab308 }
  .cut { fill: none; stroke: #52525b; stroke-width: 1.5; stroke-dasharray: 3 2 }
  .repeat { fill: #ffffff; stroke: #18181b; stroke-width: 1.5 } .pause { fill: url(#stripes) }
  .stripe { stroke: #c2410c; stroke-opacity: .35 } .kill { stroke: #18181b; stroke-width: 2 }
  .lane, .tick { stroke: #e4e4e7 } .strong { font-weight: 600; fill: #18181b }
  @media (prefers-color-scheme: dark) {
    .page { fill: #1b1b1f; stroke: #3f3f46 } text { fill: #c9c9d1 } .applied { fill: #2fb3a3 } .limited { fill: #f0703a }
    .cut { stroke: #c9c9d1 } .repeat { fill: #1b1b1f; stroke: #f4f4f5 } .stripe { stroke: #f0703a; stroke-opacity: .4 }
    .kill { stroke: #f4f4f5 } .lane, .tick { stroke: #34343a } .strong { fill: #f4f4f5 }
  }
`;

/** Returns the SVG. Its colours follow the reader's light or dark mode. */
export function drawTimeline(timeline: Timeline): string {
  const bars = layBars(timeline);
  const { runs, pauses } = timeline;
  const begin = runs[0]?.startedAt ?? 0;
  const end = runs.at(-1)?.endedAt ?? begin;
  const scale = (WIDTH - 2 * MARGIN) / (end - begin);
  const x = (time: number): number => round(MARGIN + (time - begin) * scale);
  const lanes = Math.max(0, ...bars.map(({ lane }) => lane)) + 1;
  const bottom = LANES_TOP + lanes * LANE;
  const height = bottom + 40;
  const parts: string[] = [];
  const line = (kind: string, fromX: number, fromY: number, toX: number, toY: number): void =>
    void parts.push(`<line class="${kind}" x1="${fromX}" y1="${fromY}" x2="${toX}" y2="${toY}"/>`);
  const text = (atX: number, atY: number, words: string, more = ""): void =>
    void parts.push(`<text x="${atX}" y="${atY}"${more}>${words}</text>`);
  const rectangle = (
    kind: string,
    from: number,
    top: number,
    until: number,
    tall: number,
    radius = 0,
  ): void =>
    void parts.push(
      `<rect class="${kind}" x="${from}" y="${top}" width="${round(Math.max(2, until - from))}" height="${tall}" rx="${radius}"/>`,
    );

  drawLegend(parts);
  for (let lane = 0; lane < lanes; lane++) {
    const y = LANES_TOP + lane * LANE + LANE / 2;
    line("lane", MARGIN, y, WIDTH - MARGIN, y);
  }
  for (const { from, until } of pauses) {
    rectangle("pause", x(from), LANES_TOP, x(until), lanes * LANE);
    text(round((x(from) + x(until)) / 2), LANES_TOP - 8, "429: the gate is closed", ' text-anchor="middle"');
  }
  for (const { lane, kind, isRepeat, from, until } of bars) {
    const top = LANES_TOP + lane * LANE + (LANE - BAR) / 2;
    rectangle(kind, x(from), top, x(until), BAR, 3);
    const middle = round((x(from) + x(until)) / 2);
    if (isRepeat) parts.push(`<circle class="repeat" cx="${middle}" cy="${top + BAR / 2}" r="3.5"/>`);
  }
  for (const { endedAt } of runs.slice(0, -1)) {
    line("kill", x(endedAt), LANES_TOP - 26, x(endedAt), bottom + 4);
    text(x(endedAt) - 7, LANES_TOP - 16, "SIGKILL", ' class="strong" text-anchor="end"');
    text(x(endedAt) + 7, LANES_TOP - 16, "the same command again", ' class="strong"');
  }
  for (let second = 0; second * 1_000 <= end - begin; second++) {
    const place = x(begin + second * 1_000);
    line("tick", place, bottom + 4, place, bottom + 9);
    text(place, bottom + 25, `${second} s`, ' text-anchor="middle"');
  }
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${LABEL}">`,
    `<style>${STYLE}</style>`,
    '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<line class="stripe" y2="8" stroke-width="6"/></pattern></defs>',
    `<rect class="page" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    ...parts,
    "</svg>",
  ].join("\n")}\n`;
}

const LABEL =
  "Timeline of a run: requests in lanes, a pause of all lanes after status 429, a killed process, and the second run, " +
  "which sends again only what was under way and what was not sent yet.";

function drawLegend(parts: string[]): void {
  for (const [index, [kind, words]] of LEGEND.entries()) {
    const left = MARGIN + (index % 3) * 215;
    const top = 18 + Math.floor(index / 3) * 24;
    parts.push(
      kind === "repeat"
        ? `<circle class="repeat" cx="${left + 9}" cy="${top + BAR / 2}" r="3.5"/>`
        : `<rect class="${kind}" x="${left}" y="${top}" width="18" height="${BAR}" rx="3"/>`,
      `<text x="${left + 26}" y="${top + 12}">${words}</text>`,
    );
  }
}

/** Puts each request into the first lane that is free when it arrives. */
function layBars({ requests }: Timeline): Bar[] {
  const freeAt: number[] = [];
  const seen = new Set<string>();
  return requests.map((request): Bar => {
    const { name, arrivedAt, endedAt: until = arrivedAt } = request;
    const found = freeAt.findIndex((time) => time <= arrivedAt);
    const lane = found < 0 ? freeAt.length : found;
    freeAt[lane] = until;
    const isRepeat = seen.has(name);
    seen.add(name);
    return { lane, kind: kindOf(request), isRepeat, from: arrivedAt, until };
  });
}

function kindOf({ fault, isApplied }: Received): Kind {
  if (fault === "429") return "limited";
  if (fault !== undefined) return "failed";
  return isApplied ? "applied" : "cut";
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
