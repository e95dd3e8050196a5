// The tests of all cases over real sockets, through one client: each operation in each case.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Maker, operationIds } from "../support/call-operation.ts";
import type { FaultCase } from "./case.ts";
import { faultCases } from "./cases.ts";
import { AFTER_ABORT_MS, compared, expected, isAnswer, observe } from "./drive.ts";
import { type FaultServer, startFaultServer } from "./server.ts";
import { surround } from "./surround.ts";

// No test waits for a time of its own, but a busy machine may take long for a large body.
const LONGEST_MS = 30_000;

export function testFaults(maker: Maker): void {
  let server: FaultServer;

  beforeAll(async () => {
    server = await startFaultServer();
  });

  afterAll(() => server.close());

  beforeEach(() => {
    vi.spyOn(Math, "random").mockReturnValue(0);
  });

  for (const faultCase of faultCases) {
    const { when, end } = faultCase;
    describe(when, () => {
      const does = describeEnd(faultCase, maker);
      const options = { timeout: LONGEST_MS };
      test.each(operationIds)(`%s: ${does} through ${maker} when ${when}`, options, async (operationId) => {
        const observed = await observe(faultCase, operationId, maker, surround(server));
        expect(compared(observed, faultCase)).toEqual(expected(faultCase, operationId, maker));
        expect(observed.afterAbortMs).toBeLessThan(AFTER_ABORT_MS);
        if (observed.settled !== "AtomscaleError" || "record" in end) return;
        if (end.retryAfterMs) {
          expect(observed.failure.retryAfterMs).toBeGreaterThanOrEqual(end.retryAfterMs[0]);
          expect(observed.failure.retryAfterMs).toBeLessThanOrEqual(end.retryAfterMs[1]);
        }
        const fill = (part: string) =>
          part.replace("{self}", server.origins.http).replace("{other}", server.other);
        for (const part of end.says ?? []) expect(observed.message).toContain(fill(part));
        for (const part of end.hides ?? []) expect(observed.message).not.toContain(fill(part));
      });
    });
  }
}

function describeEnd({ end }: FaultCase, maker: Maker): string {
  if ("record" in end) return "resolves";
  if (maker === "createFetchClient" && isAnswer(end)) return `returns the ${end.status}`;
  return `rejects with ${end.code}, ${end.outcome}`;
}
