// The tests that look at how src/ behaves: not those of the description, the README and the types.
import { defineConfig } from "vitest/config";

// Quick files first, as the first failing test ends the run of a mutant.
const files = [
  "guard",
  "guard-values",
  "options",
  "header-options",
  "error",
  "error-citizen",
  "messages",
  "causes",
  "connection",
  "verdict",
  "attempts",
  "retry-after",
  "on-attempt",
  "last-resort",
  "client",
  "fetch-client",
  "fetch-client-calls",
  "fetch-client-middleware",
  "fetch-client-replies",
  "promise",
  "signals",
  "replies",
  "key",
  "testing",
  "testing-records",
  "properties",
  "reply-properties",
  "totality",
  "faults",
  "fetch-client-faults",
  "canary",
];

export default defineConfig({
  test: {
    include: files.map((file) => `test/${file}.test.ts`),
    globalSetup: ["test/support/global-setup.ts"],
    env: { PROPERTY_RUNS: "100" },
    // Faults of one operation: all operations share the code that a fault reaches.
    testNamePattern: /^(?!.*update(?!DataEntry:)\w+: (rejects|returns|resolves) .*through)/,
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
