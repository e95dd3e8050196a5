import { defineConfig } from "vitest/config";

// Each test that leaves out a file runs processes of its own.
export default defineConfig({
  test: { include: ["test/fourth-operation/*.test.ts"], maxConcurrency: 2, retry: 0 },
});
