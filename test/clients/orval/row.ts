import { type Language, npm, pinnedPackage } from "../row.ts";

const orval = pinnedPackage("orval", "orval");

export const row: Language = {
  name: "orval",
  title: "TypeScript, orval",
  generator: "orval, client `fetch`",
  version: orval,
  tools: [npm],
  install: `npm install --save-dev --save-exact orval@${orval}`,
  generate: "npx orval --config orval.config.ts",
  prepare: "npm ci --ignore-scripts",
  build: "npx tsc -p .",
  drive: "npx tsx driver.ts",
  firstUpdate: { file: "first-update.ts", run: "npx tsx first-update.ts" },
  caveats: [
    "The configuration names a function of yours that sends the request, with the address and the key; `test/clients/orval/` has both.",
    "It states Node 22.18 or later, and runs on 20.",
  ],
};
