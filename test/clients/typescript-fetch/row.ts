import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language, npm } from "../row.ts";

export const row: Language = {
  name: "typescript-fetch",
  title: "TypeScript, typescript-fetch",
  generator: "openapi-generator, `typescript-fetch`",
  version: openapiGenerator,
  tools: [java, npm],
  install: generatorJar,
  generate: `${generatorCommand} -i openapi.json -g typescript-fetch -o client`,
  prepare: `npm ci --ignore-scripts && ${generatorJar}`,
  build: "npx tsc -p .",
  drive: "npx tsx driver.ts",
  firstUpdate: { file: "first-update.ts", run: "npx tsx first-update.ts" },
  caveats: [
    "Names of fields are in camelCase (`dataId`); only its own functions turn them into those of the wire.",
    "A failure is thrown as a `ResponseError`, whose `response` holds status and body.",
  ],
};
