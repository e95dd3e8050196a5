import { afterAll, beforeAll, expect, test } from "vitest";
import { clients } from "./truth/clients.ts";
import { isFair } from "./truth/fair.ts";
import { generateCalls } from "./truth/generate.ts";
import { type Machine, startMachine } from "./truth/machine.ts";
import { describeViolation, Report } from "./truth/report.ts";
import { shrink } from "./truth/shrink.ts";

const CALLS = 400;
const FIXED_SEEDS = [1, 2, 3, 4];
// A new one at each run; its number is part of the test's name.
const randomSeed = Math.floor(Math.random() * 1e9);
const SHRINKS_WITHIN_MS = 20_000;
const LIMIT_MS = 120_000;

let machine: Machine;

beforeAll(async () => {
  machine = await startMachine(clients);
});
afterAll(() => machine.close());

test.each([...FIXED_SEEDS, randomSeed])(
  `createClient, createFetchClient: claim nothing but the truth in ${CALLS} calls of seed %i`,
  async (seed) => {
    const calls = generateCalls(seed, CALLS);
    const report = new Report();
    report.add(await machine.run(calls));
    const [first] = report.violations;
    if (first) {
      const script = await shrink(machine.run, calls, first, SHRINKS_WITHIN_MS);
      expect.fail(`${report.violations.length} violations, the first: ${describeViolation(first, script)}`);
    }
    expect(report.calls).toBe(CALLS);
    // A client that doubts everything would claim nothing untrue either.
    expect(report.certain).toBeGreaterThan(CALLS / 10);
    expect(report.certainButUnknown).toBe(0);
  },
  LIMIT_MS,
);

test("generateCalls: makes the same fair calls from the same seed", () => {
  const calls = generateCalls(7, CALLS);
  expect(generateCalls(7, CALLS)).toEqual(calls);
  expect(generateCalls(8, CALLS)).not.toEqual(calls);
  expect(calls.filter((call) => !isFair(call))).toEqual([]);
  const breaking = calls.filter(({ steps }) => steps.some(({ next }) => next !== undefined));
  expect(new Set(breaking.map(({ entry }) => entry))).toEqual(new Set(["shared"]));
});

test(
  "shrink: leaves one call with one step when a client takes every 5xx for a refusal",
  async () => {
    const lying = await startMachine({
      ...clients,
      createClient(options) {
        const { updateDataEntry } = clients.createClient(options);
        const lie = (error: { code: string; outcome: string }) => {
          if (error.code === "server-error") error.outcome = "not-applied";
          throw error;
        };
        const lyingUpdate = (...values: Parameters<typeof updateDataEntry>) =>
          updateDataEntry(...values).catch(lie);
        return { ...clients.createClient(options), updateDataEntry: lyingUpdate } as never;
      },
    });
    try {
      const calls = generateCalls(1, 2 * CALLS).filter(
        ({ operationId }) => operationId === "updateDataEntry",
      );
      const violations = (await lying.run(calls)).flatMap((judged) => judged.violations);
      const found = violations.find(({ what }) => what === "not-applied, but stored");
      if (!found) return expect.fail("nothing was found");
      const [call, ...others] = await shrink(lying.run, calls, found);
      expect(others).toEqual([]);
      expect(call).toEqual({
        id: found.id,
        operationId: "updateDataEntry",
        maker: "createClient",
        entry: "http",
        maxRetries: 0,
        key: "text",
        steps: [{ stores: true, end: "keep", reply: call?.steps[0]?.reply }],
      });
      expect(call?.steps[0]?.reply).toMatchObject({
        body: "record",
        type: "application/json",
        framing: "length",
      });
      expect(call?.steps[0]?.reply?.status).toBeGreaterThanOrEqual(500);
    } finally {
      await lying.close();
    }
  },
  LIMIT_MS,
);
