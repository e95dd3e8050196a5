import { defineConfig } from "vitest/config";

// By itself: its time limits are short, and other tests beside it make calls late that are certain to succeed.
export default defineConfig({ test: { include: ["test/truth/*.test.ts"], retry: 0 } });
