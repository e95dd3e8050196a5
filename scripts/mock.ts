// Serves the mock of the bundled description until interrupted, and prints what to send to it and what it is sent.
import { listenOnPort, untilInterrupted } from "./mock/listen.ts";
import { startMock } from "./mock/start-mock.ts";
import { writeCurlLines } from "./mock/write-curl-lines.ts";

const mock = await listenOnPort(4010, (port) => startMock({ port, onReply: console.log }));
console.log(`The mock answers at ${mock.url} until you press Ctrl+C. It changes nothing and accepts any key.

${(await writeCurlLines(mock.url)).join("\n\n")}

To see a failure, add -H 'Prefer: code=404'; 401, 403, 422, 429 and 5xx work too.
To run a program against it: export ATOMSCALE_API_ENDPOINT=${mock.url} ATOMSCALE_API_KEY=any
`);
await untilInterrupted();
await mock.close();
