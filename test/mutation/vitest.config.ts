// The tests that look at how the core behaves: not those of batch, the description, the README and the types.
// The first failing test ends the run of a mutant, so the files that notice most in the shortest time come first.
import { defineConfig } from "vitest/config";

const quick = [
  "client",
  "attempts",
  "verdict",
  "on-attempt",
  "retry-after",
  "error",
  "messages",
  "causes",
  "words",
  "record",
  "redact",
  "guard",
  "options",
];
const thorough = [
  "header-options",
  "last-resort",
  "connection",
  "promise",
  "fetch-client-calls",
  "fetch-client-replies",
  "fetch-client-middleware",
  "error-citizen",
  "testing-records",
  "reply-properties",
  "guard-values",
  "properties",
  "testing",
  "fetch-client",
  "totality",
  "signals",
  "faults",
  "fetch-client-faults",
  "key",
  "canary",
];
// It measures memory, so it has a worker of its own.
const last = ["replies"];
const files = [...quick, ...thorough, ...last];

const included = (names: string[]): string[] => names.map((name) => `test/${name}.test.ts`);
const common = {
  globalSetup: ["test/support/global-setup.ts"],
  env: { PROPERTY_RUNS: "100" },
  // Faults of one operation: all operations share the code that a fault reaches.
  testNamePattern: /^(?!.*update(?!DataEntry:)\w+: (rejects|returns|resolves) .*through)/,
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: "quick", include: included(quick), sequence: { groupOrder: 0 } } },
      // In one worker, which imports each module once.
      {
        test: {
          ...common,
          name: "thorough",
          include: included(thorough),
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: "last", include: included(last), sequence: { groupOrder: 2 } } },
    ],
    sequence: {
      sequencer: class {
        async shard<T>(specs: T[]): Promise<T[]> {
          return specs;
        }
        async sort<T extends { moduleId: string }>(specs: T[]): Promise<T[]> {
          const place = ({ moduleId }: T) => files.findIndex((file) => moduleId.endsWith(`/${file}.test.ts`));
          return [...specs].sort((a, b) => place(a) - place(b));
        }
      },
    },
  },
});
