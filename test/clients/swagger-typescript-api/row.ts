import { type Language, npm, pinnedPackage } from "../row.ts";

const generator = pinnedPackage("swagger-typescript-api", "swagger-typescript-api");

export const row: Language = {
  name: "swagger-typescript-api",
  title: "TypeScript, swagger-typescript-api",
  generator: "swagger-typescript-api",
  version: generator,
  tools: [npm],
  install: `npm install --save-dev --save-exact swagger-typescript-api@${generator}`,
  generate: "npx swagger-typescript-api generate --path openapi.json --output . --name client.ts",
  prepare: "npm ci --ignore-scripts",
  build: "npx tsc -p .",
  drive: "npx tsx driver.ts",
  firstUpdate: { file: "first-update.ts", run: "npx tsx first-update.ts" },
  caveats: [
    "A failure is thrown as the `Response`, with its body as `error`.",
    "A failure whose body is not JSON has the fault of reading it in place of the body.",
  ],
  gaps: ["html-failure"],
};
