import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/react-query/*.test.ts"] },
});
