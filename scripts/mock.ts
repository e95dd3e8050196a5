// Serves the Prism mock of the bundled description until interrupted, and prints what to send to it.
import { listenOnPort, untilInterrupted } from "./mock/listen.ts";
import { startMock } from "./mock/start-mock.ts";
import { writeCurlLines } from "./mock/write-curl-lines.ts";

const mock = await listenOnPort(4010, (port) => startMock(port));
console.log(`The mock answers at ${mock.url} until you press Ctrl+C. It changes nothing and accepts any key.

${(await writeCurlLines(mock.url)).join("\n\n")}

To see another reply, add one of these:
  -H 'Prefer: code=404'             the failure of that status; 401, 403, 422, 429 and 5xx work too
  -H 'Prefer: example=mark-failed'  another reply of the description, by its name
To run a program against it: export ATOMSCALE_API_ENDPOINT=${mock.url} ATOMSCALE_API_KEY=any`);
await untilInterrupted();
await mock.close();
