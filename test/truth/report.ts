// Sums up what came of calls, and lists the faults that the machine leaves out. Free of Node.
import { hasWaited, type Judged, type Violation } from "./judge.ts";
import type { Call } from "./script.ts";

/** Faults that are not generated, with the reason: mostly those in which no client can know what happened. */
export const leftOut: readonly (readonly [string, string])[] = [
  [
    "a 4xx that refuses, a 307 or a 308, after the value was stored",
    "a server or proxy that invents a refusal cannot be told from one that refuses",
  ],
  [
    "a 200 or 201 with the whole record, though nothing was stored",
    "a service that lies cannot be told from one that does not",
  ],
  [
    "a refusal of a request that Deno or Chromium sent again by itself, after the first one was stored",
    "the runtime does not say that it sent a second one; never told of by Node, Bun since 1.4 and workerd, which send once",
  ],
  [
    "a 200 or 201 whose headers end early in Chromium, though nothing was stored",
    "Chromium takes it for a whole response without a body",
  ],
  [
    "a 200, 201 or 204 without a body, though nothing was stored",
    "the design takes an empty success at its word",
  ],
  [
    "a 200 or 201 whose body begins like a record and is cut, broken or too large, though nothing was stored",
    "the design takes the beginning of a record at its word, whoever sent it",
  ],
  [
    "an abort or a time limit in the body of a 200 or 201, though nothing was stored",
    "the design takes the status at its word",
  ],
  [
    "a late reply that belongs to an earlier call on the same record",
    "replies carry no mark of the request; only another record's id shows",
  ],
  ["a late refusal or empty success on a connection that is out of step", "neither names a record"],
  [
    "a `fetch` of the user's own that says `sent: false` after it sent, or sends twice",
    "the option asks for the truth and for one request",
  ],
  [
    "a redirect of 100 kB that a `fetch` of the user's own follows",
    "it leaves the body unread, and undici 7 ends the process with an assertion when the server then hangs up",
  ],
  [
    "a proxy that drops a tunnel before it is open",
    "Node 24 and undici 7 then connect again without end, whoever has given up; they need the processor for themselves",
  ],
];

/** What came of the calls of one kind. */
export interface Row {
  readonly kind: string;
  calls: number;
  unknown: number;
  /** Number of calls whose end is certain. */
  certain: number;
  violations: number;
}

export class Report {
  readonly rows = new Map<string, Row>();
  readonly violations: Violation[] = [];
  /** Calls that only the limit which stands where a call states none has ended. */
  readonly waited: Call[] = [];
  calls = 0;
  certain = 0;
  certainButUnknown = 0;

  add(judged: readonly Judged[]): void {
    for (const { call, kind, observation, isCertain, violations } of judged) {
      const row = this.rows.get(kind) ?? { kind, calls: 0, unknown: 0, certain: 0, violations: 0 };
      this.rows.set(kind, row);
      const { claim } = observation;
      const isUnknown = claim.kind === "failed" && claim.outcome === "unknown";
      if (hasWaited(call, observation)) this.waited.push(call);
      row.calls++;
      this.calls++;
      if (isUnknown) row.unknown++;
      if (isCertain) row.certain++;
      if (isCertain) this.certain++;
      if (isCertain && isUnknown) this.certainButUnknown++;
      if (violations.length > 0) row.violations++;
      this.violations.push(...violations);
    }
  }

  table(): string {
    const rows = [...this.rows.values()].sort((a, b) => a.kind.localeCompare(b.kind));
    const lines = rows.map(
      ({ kind, calls, unknown, certain, violations }) =>
        `| ${kind} | ${calls} | ${certain} | ${((100 * unknown) / calls).toFixed(1)} % | ${violations} |`,
    );
    return `| fault | calls | certain | unknown | violations |\n| --- | --- | --- | --- | --- |\n${lines.join("\n")}`;
  }
}

/** Says what a violation is, and gives the script that shows it. */
export function describeViolation({ what, details }: Violation, script: readonly Call[]): string {
  return `${what}\n  ${details}\n  script: ${JSON.stringify(script)}`;
}
