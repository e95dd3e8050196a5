// Faults of the process that a client runs in, each in a process of its own.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleProgram } from "../scripts/processes/bundle.ts";
import { type FaultServer, startFaultServer } from "./faults/server.ts";
import { makers, operationIds } from "./support/call-operation.ts";

let server: FaultServer;
let folder: string;
let program: string;

beforeAll(async () => {
  server = await startFaultServer();
  folder = await mkdtemp(join(tmpdir(), "atomscale-files-"));
  // In one file: what compiles a program while it runs opens and closes files of its own.
  program = await bundleProgram(new URL("faults/without-files.ts", import.meta.url), folder);
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

// Enough for Node to start with, and soon used up.
const LIMITED = 'ulimit -n 256 && exec "$0" "$@"';

test.each([
  ["an address", "127.0.0.1", "EMFILE"],
  ["a name", "localhost", ""],
])(
  "createClient and createFetchClient: reject with connection-failed, not-applied, when no socket can be opened to %s",
  { timeout: 30_000 },
  async (_, host, words) => {
    const run = `no-case.${host}`;
    const baseUrl = `${server.origins.http.replace("127.0.0.1", host)}/${run}`;
    const args = ["-c", LIMITED, process.execPath, program, baseUrl];
    const { stdout } = await promisify(execFile)("sh", args);
    const ended = JSON.parse(stdout) as { message: string }[];
    const end = { code: "connection-failed", outcome: "not-applied", attempts: 1 };
    expect(ended).toEqual(
      makers.flatMap((maker) =>
        operationIds.map((operationId) => ({
          maker,
          operationId,
          ...end,
          message: expect.stringContaining(words),
        })),
      ),
    );
    expect(server.received(run).requests).toEqual([]);
  },
);
