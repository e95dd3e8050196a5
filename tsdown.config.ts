import { defineConfig, type UserConfig } from "tsdown";

// Each entry is whole in itself: no chunk that nobody imports by name.
const entries: UserConfig[] = ["src/index.ts", "src/testing.ts"].map((entry) => ({
  entry,
  format: "esm",
  // Nothing of Node is imported: browsers and workers load the same file.
  platform: "neutral",
  target: "node20.19",
  fixedExtension: false,
  sourcemap: true,
  dts: { sourcemap: true },
}));

export default defineConfig(entries);
