// Builds the documentation site in dist/docs.
import { fileURLToPath } from "node:url";
import { buildDocs } from "../docs/site/build.ts";

const out = new URL("../dist/docs/", import.meta.url);
await buildDocs(out);
console.log(`Built ${fileURLToPath(out)}`);
