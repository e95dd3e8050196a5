import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["test/api-tools/*.test.ts"], retry: 0 } });
