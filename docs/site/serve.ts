// Serves a folder on the loopback interface, at the root or below a path, compressed as any host does.
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";

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

interface ServeOptions {
  /** Port on the loopback interface; 0, the default, takes a free one. */
  port?: number;
  /** Path below which the folder is served; begins and ends with a slash. */
  base?: string;
  /** HTML to add to the head of each page. */
  head?: string;
}

async function findFile(folder: URL, path: string): Promise<URL | undefined> {
  const file = new URL(`.${path}`, folder);
  if (!file.href.startsWith(folder.href)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) return path.endsWith("/") ? findFile(folder, `${path}index.html`) : undefined;
  return found && file;
}

export async function serveFolder(
  folder: URL,
  { port = 0, base = "/", head = "" }: ServeOptions = {},
): Promise<FolderServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const found = pathname.startsWith(base)
      ? await findFile(folder, pathname.slice(base.length - 1))
      : undefined;
    const file = found ?? new URL("404.html", folder);
    const type = types[extname(file.pathname)] ?? "application/octet-stream";
    const content = await readFile(file);
    const page = type.startsWith("text/html") ? `${content}`.replace("</head>", `${head}</head>`) : content;
    const headers = { "Content-Type": type, "Content-Encoding": "gzip", "Cache-Control": "no-cache" };
    response.writeHead(found ? 200 : 404, headers).end(gzipSync(page));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
