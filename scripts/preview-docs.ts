// Builds the documentation site and serves it with the mock beside it until interrupted.
import { buildDocs } from "../docs/site/build.ts";
import { startPreview } from "../docs/site/preview.ts";
import { listenOnPort, untilInterrupted } from "./mock/listen.ts";

const interrupted = untilInterrupted();
console.log("Building the site, which takes up to a minute.");
const folder = new URL("../dist/docs/", import.meta.url);
await buildDocs(folder);
const preview = await listenOnPort(4020, (port) => startPreview(folder, port));
console.log(`The site is at ${preview.url} until you press Ctrl+C.
Its operations send requests to the mock at ${preview.mockUrl}, which changes nothing and accepts any key.`);
await interrupted;
await preview.close();
