// Serves the built site with the mock beside it, so that the pages of the operations can send requests to it.
import { startMock } from "../../scripts/mock/start-mock.ts";
import { serveFolder } from "./serve.ts";

export interface Preview {
  readonly url: string;
  readonly mockUrl: string;
  close(): Promise<void>;
}

/** `folder` is the address of the built site, ending in a slash; port 0 takes a free one. */
export async function startPreview(folder: URL, port = 0): Promise<Preview> {
  const mock = await startMock();
  try {
    const head = `<meta name="mock" content="${mock.url}">`;
    const site = await serveFolder(folder, { port, head });
    const close = async () => {
      await site.close();
      await mock.close();
    };
    return { url: site.url, mockUrl: mock.url, close };
  } catch (error) {
    await mock.close();
    throw error;
  }
}
