import { readFileSync } from "node:fs";
import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  entry: {
    index: "src/index.ts",
    batch: "src/batch/index.ts",
    journal: "src/batch/journal.ts",
    testing: "src/testing.ts",
  },
  // Only the journal imports something of Node: browsers and workers load the same files.
  platform: "neutral",
  target: "node20.19",
  fixedExtension: false,
  sourcemap: true,
  dts: { sourcemap: true },
  checks: { pluginTimings: false },
};

// The licence of openapi-fetch asks that it comes along wherever the code does.
const licence = readFileSync("node_modules/openapi-fetch/LICENSE", "utf8").trim();
const notice = `/*!\nContains openapi-fetch:\n\n${licence}\n*/`;

export default defineConfig([
  {
    ...shared,
    format: "esm",
    // The documentation lies in dist/ too.
    clean: ["dist/*{.js,.d.ts}{,.map}"],
    deps: { neverBundle: /^node:/ },
  },
  {
    ...shared,
    format: "cjs",
    clean: ["dist/*{.cjs,.d.cts}{,.map}"],
    checks: { ...shared.checks, legacyCjs: false },
    deps: {
      neverBundle: /^node:/,
      // So that no test runner or bundler has to find a CommonJS build of it. Its types stay its own.
      alwaysBundle: (id, importer) => id === "openapi-fetch" && !importer?.endsWith(".d.ts"),
      onlyBundle: ["openapi-fetch"],
    },
    outputOptions: {
      banner: ({ fileName, moduleIds }) =>
        fileName.endsWith(".cjs") && moduleIds.some((id) => id.includes("openapi-fetch")) ? notice : "",
    },
  },
]);
