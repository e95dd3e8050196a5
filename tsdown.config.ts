import { defineConfig, type UserConfig } from "tsdown";

// Each entry is whole in itself: no chunk that nobody imports by name.
const entries: UserConfig[] = ["src/index.ts", "src/testing.ts"].map((entry) => ({
  entry,
  // The documentation lies in dist/ too, and each entry has files of its own only.
  clean: [`dist/${entry.slice(4, -3)}.*`],
  format: "esm",
  // Nothing of Node is imported: browsers and workers load the same file.
  platform: "neutral",
  target: "node20.19",
  fixedExtension: false,
  sourcemap: true,
  dts: { sourcemap: true },
}));

export default defineConfig(entries);
