import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    batch: "src/batch/index.ts",
    journal: "src/batch/journal.ts",
    testing: "src/testing.ts",
  },
  // The documentation lies in dist/ too.
  clean: ["dist/*.js", "dist/*.ts", "dist/*.map"],
  format: "esm",
  // Only the journal imports something of Node: browsers and workers load the same files.
  platform: "neutral",
  target: "node20.19",
  fixedExtension: false,
  sourcemap: true,
  dts: { sourcemap: true },
});
