// Starts the Prism mock of the bundled description in this process.
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

export interface Mock {
  /** Address of the mock on the loopback interface, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts Prism in this process on a file of `generated/`; port 0 takes a free one. */
export async function startMock(port = 0, file = "openapi.json"): Promise<Mock> {
  const bundle = fileURLToPath(new URL(`../../generated/${file}`, import.meta.url));
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
