// Starts the Prism mock of the bundled description; `npm run mock` serves it until interrupted
// and prints what to send to it.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { type Description, listOperations } from "./generate/description.ts";
import { filledPath } from "./generate/write-samples.ts";

export interface Mock {
  /** Address of the mock on the loopback interface, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

const generated = new URL("../generated/", import.meta.url);

/** Starts Prism in this process on a file of `generated/`; port 0 takes a free one. */
export async function startMock(port = 0, file = "openapi.json"): Promise<Mock> {
  const bundle = fileURLToPath(new URL(file, generated));
  const server = createServer(await getHttpOperationsFromSpec(bundle), {
    cors: true,
    components: { logger: createLogger("mock", { level: "silent" }) },
    config: {
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      mock: { dynamic: false },
      isProxy: false,
      errors: true,
      upstreamProxy: undefined,
    },
  });
  const url = await server.listen(port, "127.0.0.1");
  return { url, close: () => server.close() };
}

/** One line of curl per operation, ready to be pasted. */
export async function writeCurlLines(url: string): Promise<string[]> {
  const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
  return listOperations(description).map((operation) => {
    const payload = Object.values(operation.request.examples)[0]?.value;
    const body = JSON.stringify(payload).replaceAll("'", `'\\''`);
    return `curl -X ${operation.method} '${url}${filledPath(operation)}' -H 'X-API-KEY: any' -H 'Content-Type: application/json' -d '${body}'`;
  });
}

/** Listens on PORT, or on `fallback` where it is not set; says in words why it cannot. */
export async function listenOnPort<Server>(
  fallback: number,
  listen: (port: number) => Promise<Server>,
): Promise<Server> {
  const port = Number(process.env.PORT || fallback);
  try {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error("it must be a number from 0 (any free port) to 65535");
    }
    return await listen(port);
  } catch (error) {
    // Prism rejects with an object that is no Error, so its text is all there is to go by.
    const text = error instanceof Error ? error.message : String(error);
    const reason = text.includes("EADDRINUSE") ? "it is taken" : text;
    console.error(
      `Cannot listen on port ${process.env.PORT || fallback}: ${reason}. Set PORT to another one.`,
    );
    process.exit(1);
  }
}

/** Resolves when the process is asked to end. */
export async function untilInterrupted(): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await listenOnPort(4010, (port) => startMock(port));
  console.log(`The mock answers at ${mock.url} until you press Ctrl+C. It changes nothing and accepts any key.

${(await writeCurlLines(mock.url)).join("\n\n")}

To see another reply, add one of these:
  -H 'Prefer: code=404'             the failure of that status; 401, 403, 422, 429 and 5xx work too
  -H 'Prefer: example=mark-failed'  another reply of the description, by its name
To run a program against it: export ATOMSCALE_API_ENDPOINT=${mock.url} ATOMSCALE_API_KEY=any`);
  await untilInterrupted();
  await mock.close();
}
