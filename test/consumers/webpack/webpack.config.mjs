export default {
  mode: "production",
  target: ["web", "es2022"],
  entry: "./tell.mjs",
  output: { filename: "main.mjs", module: true, chunkFormat: "module" },
  experiments: { outputModule: true },
};
