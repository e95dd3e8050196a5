import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["test/breaking/*.test.ts"], retry: 0 } });
