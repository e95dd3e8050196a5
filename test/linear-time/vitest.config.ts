import { defineConfig } from "vitest/config";

// Alone and one after the other, as these tests compare times; a busy machine may disturb one.
export default defineConfig({ test: { include: ["test/linear-time/*.test.ts"], retry: 2 } });
