// Serves the documentation site with the mock beside it until interrupted.
import { startPreview } from "../docs/site/preview.ts";
import { listenOnPort, untilInterrupted } from "./mock/listen.ts";

const interrupted = untilInterrupted();
console.log("Building the site, which takes some seconds.");
const preview = await listenOnPort(4020, startPreview);
console.log(`The site is at ${preview.url} until you press Ctrl+C.
Its samples ask the mock at ${preview.mockUrl}, which changes nothing and accepts any key.`);
await interrupted;
await preview.close();
