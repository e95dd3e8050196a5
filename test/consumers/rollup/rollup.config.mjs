import resolve from "@rollup/plugin-node-resolve";

export default { input: "tell.mjs", output: { file: "dist/main.mjs" }, plugins: [resolve()] };
