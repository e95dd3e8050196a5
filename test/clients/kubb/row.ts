import { type Language, npm, pinnedPackage } from "../row.ts";

const kubb = pinnedPackage("kubb", "@kubb/cli");
const packages = ["cli", "core", "plugin-oas", "plugin-ts", "plugin-client"].map(
  (name) => `@kubb/${name}@${kubb}`,
);

export const row: Language = {
  name: "kubb",
  title: "TypeScript, Kubb",
  generator: "Kubb, client `axios`",
  version: kubb,
  tools: [npm],
  install: `npm install --save-exact axios ${packages.join(" ")}`,
  generate: "npx kubb generate",
  prepare: "npm ci --ignore-scripts",
  build: "npx tsc -p .",
  drive: "npx tsx driver.ts",
  firstUpdate: { file: "first-update.ts", run: "npx tsx first-update.ts" },
  caveats: [
    "TypeScript needs `allowImportingTsExtensions`. `test/clients/kubb/` has the configuration.",
    "Its own client `fetch` sends the body as `text/plain`; take `axios`.",
    "Axios follows redirects with the key unless told `maxRedirects: 0`.",
  ],
};
