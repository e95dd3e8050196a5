// Projects that are built before they run.
import type { Consumer } from "./row.ts";
import { bin, NODE, STORY, TELL } from "./tell.ts";

/** Reads the story, and which packages a bundle still imports. */
const readBundle =
  (bundle: string): NonNullable<Consumer["read"]> =>
  (printed, readFile) => ({
    ...JSON.parse(printed),
    imports: readFile(bundle).match(/(?:from|import|require\()\s*["'][\w@][^"']*["']/g),
  });

export const bundles: readonly Consumer[] = [
  {
    name: "Next",
    folder: "next",
    shared: ["story.mjs", "story.d.mts"],
    commands: [bin("next/dist/bin/next", "build"), [NODE, "serve.mjs"]],
    environment: () => ({ NEXT_TELEMETRY_DISABLED: "1" }),
    expected: { page: "orientation 001", ...STORY },
    requests: 5,
    asserts: "built page with a record, built route with every call",
  },
  {
    name: "Vite and React",
    folder: "vite-react",
    shared: ["story.mjs"],
    commands: [bin("vite/bin/vite.js", "build"), [NODE, "open.mjs"]],
    environment: ({ service, key }) => ({ VITE_URL: service, VITE_KEY: key }),
    expected: STORY,
    requests: 4,
    asserts: "what the built page shows in happy-dom",
  },
  {
    ...TELL,
    name: "webpack",
    folder: "webpack",
    commands: [bin("webpack/bin/webpack.js"), [NODE, "dist/main.mjs"]],
    read: readBundle("dist/main.mjs"),
    expected: { ...STORY, imports: null },
    asserts: "a bundle for browsers that imports nothing, and what it prints",
  },
  {
    ...TELL,
    name: "Rollup",
    folder: "rollup",
    commands: [bin("rollup/dist/bin/rollup", "--config", "--silent"), [NODE, "dist/main.mjs"]],
    read: readBundle("dist/main.mjs"),
    expected: { ...STORY, imports: null },
    asserts: "a bundle that imports nothing, and what it prints",
  },
  {
    ...TELL,
    name: "esbuild",
    folder: "esbuild",
    commands: [
      bin(
        "esbuild/bin/esbuild",
        "tell.mjs",
        "--bundle",
        "--format=esm",
        "--minify",
        "--outfile=dist/main.mjs",
      ),
      [NODE, "dist/main.mjs"],
    ],
    read: readBundle("dist/main.mjs"),
    expected: { ...STORY, imports: null },
    asserts: "a minified bundle that imports nothing, and what it prints",
  },
];
