// The tests of all cases of cases.ts over real sockets, through one client: each operation in each case.
import { Agent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, createFetchClient } from "../../src/index.ts";
import { type Maker, operationIds } from "../support/call-operation.ts";
import { faultCases } from "./cases.ts";
import { expected, isAnswer, observe, type Surroundings } from "./drive.ts";
import { type FaultServer, startFaultServer } from "./server.ts";

// Waits are to end at once; elsewhere the connection and a large body may take their time on a busy machine.
const AFTER_ABORT_MS = { "between attempts": 50, elsewhere: 1_000 };

export function testFaults(maker: Maker): void {
  let server: FaultServer;
  let around: Surroundings;

  beforeAll(async () => {
    server = await startFaultServer();
    const dispatcher = new Agent({ connect: { ca: server.authority } });
    const trustingFetch = ((url: string, init: object) =>
      undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
    around = { createClient, createFetchClient, trustingFetch, ...server };
  });

  afterAll(() => server.close());

  beforeEach(() => {
    vi.spyOn(Math, "random").mockReturnValue(0);
  });

  for (const faultCase of faultCases) {
    const { when, end, abort } = faultCase;
    describe(when, () => {
      const answered = maker === "createFetchClient" && "code" in end && isAnswer(end);
      const does =
        "record" in end
          ? "resolves"
          : answered
            ? `returns the ${end.status}`
            : `rejects with ${end.code}, ${end.outcome}`;
      test.each(operationIds)(`%s: ${does} through ${maker} when ${when}`, async (operationId) => {
        const observed = await observe(faultCase, operationId, maker, around);
        const { settled, failure, requests, elsewhere, left } = observed;
        const { retryAfterMs, ...rest } = failure;
        expect({ settled, failure: rest, requests, elsewhere, left }).toEqual(
          expected(faultCase, operationId, maker),
        );
        if (abort) {
          const limit = abort === "between attempts" ? abort : "elsewhere";
          expect(observed.afterAbortMs).toBeLessThan(AFTER_ABORT_MS[limit]);
        }
        if ("record" in end || answered) return;
        if (end.retryAfterMs) {
          expect(retryAfterMs).toBeGreaterThanOrEqual(end.retryAfterMs[0]);
          expect(retryAfterMs).toBeLessThanOrEqual(end.retryAfterMs[1]);
        }
        const fill = (part: string) =>
          part.replace("{self}", server.origins.http).replace("{other}", server.other);
        for (const part of end.says ?? []) expect(observed.message).toContain(fill(part));
        for (const part of end.hides ?? []) expect(observed.message).not.toContain(fill(part));
      });
    });
  }
}
