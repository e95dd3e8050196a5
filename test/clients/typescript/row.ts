import { type Language, npm, pinnedPackage } from "../row.ts";

const heyApi = pinnedPackage("typescript", "@hey-api/openapi-ts");
const typescript = pinnedPackage("typescript", "typescript");

export const row: Language = {
  name: "typescript",
  title: "TypeScript",
  generator: "@hey-api/openapi-ts",
  version: heyApi,
  tools: [npm],
  install: `npm install --save-dev --save-exact @hey-api/openapi-ts@${heyApi} typescript@${typescript}`,
  generate: "npx openapi-ts -i openapi.json -o client",
  prepare: "npm ci --ignore-scripts",
  build: "npx tsc -p .",
  drive: "npx tsx driver.ts",
  firstUpdate: { file: "first-update.ts", run: "npx tsx first-update.ts" },
  caveats: [
    "Leave its plugin `@hey-api/transformers` out: it makes `BigInt` of ids and sends them as texts.",
    "Newer releases of the generator state Node 22.18 or later.",
    "A failure does not throw; it comes back as `error` beside `response`, and a body of JSON `null` as the text `null`.",
  ],
};
