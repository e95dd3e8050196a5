// Serves a folder on the loopback interface, at the root or below a path.
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

export interface FolderServer {
  /** Address of the folder, ending in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

async function findFile(folder: URL, path: string): Promise<URL | undefined> {
  const file = new URL(`.${path}`, folder);
  if (!file.href.startsWith(folder.href)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) return path.endsWith("/") ? findFile(folder, `${path}index.html`) : undefined;
  return found && file;
}

/** `base` begins and ends with a slash; port 0 takes a free one. */
export async function serveFolder(folder: URL, port = 0, base = "/"): Promise<FolderServer> {
  const server = createServer(async (request, reply) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(base)
      ? await findFile(folder, pathname.slice(base.length - 1))
      : undefined;
    if (file === undefined) {
      reply.writeHead(404, { "Content-Type": "text/plain" }).end("No such page.");
      return;
    }
    const type = types[extname(file.pathname)] ?? "application/octet-stream";
    reply.writeHead(200, { "Content-Type": type }).end(await readFile(file));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
