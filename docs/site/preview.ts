// Serves the documentation site with the mock beside it, and points every sample at the mock,
// so that a copied line is answered as it stands.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startMock } from "../../scripts/mock/start-mock.ts";
import { buildDocs } from "./build.ts";
import { serveFolder } from "./serve.ts";

/** Replaces what a sample reads from the environment by the address of the mock and a key. */
export function pointAtMock(source: string, url: string): string {
  return source
    .replace(/\$\{ATOMSCALE_API_ENDPOINT:-[^}]*\}/, url)
    .replace("$ATOMSCALE_API_KEY", "any")
    .replace(/os\.environ\.get\("ATOMSCALE_API_ENDPOINT", "[^"]*"\)/, `"${url}"`)
    .replace('os.environ["ATOMSCALE_API_KEY"]', '"any"')
    .replace("import os\n", "")
    .replace("createClient()", `createClient({ baseUrl: "${url}", apiKey: "any" })`);
}

export interface Preview {
  readonly url: string;
  readonly mockUrl: string;
  close(): Promise<void>;
}

export async function startPreview(port = 0): Promise<Preview> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-preview-"));
  const root = new URL(`${pathToFileURL(folder).href}/`);
  const running: { close(): Promise<void> }[] = [
    { close: () => rm(folder, { recursive: true, force: true }) },
  ];
  const close = async () => {
    for (const part of running.reverse()) await part.close();
  };
  try {
    const site = await serveFolder(root, port);
    running.push(site);
    const mock = await startMock();
    running.push(mock);
    await buildDocs(root, (source) => pointAtMock(source, mock.url));
    return { url: site.url, mockUrl: mock.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
