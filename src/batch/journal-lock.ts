// A lock that the operating system releases when its process dies, whatever the process id: a listening socket.
// A file with a process id would not do, as in containers every process is 1.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { JournalError } from "./journal-error.ts";

// macOS has room for 104 bytes, and Node cuts a longer name without an error.
const LONGEST_SOCKET_PATH = 100;

/** Locks a journal against every other process of this host. Resolves to the function that unlocks it. */
export async function lockJournal(file: string, descriptor: number): Promise<() => Promise<void>> {
  const { dev, ino, nlink } = fs.fstatSync(descriptor, { bigint: true });
  if (nlink > 1n) {
    const fault =
      "it has more than one name (hard links), and by each it could be opened once more. Keep one name.";
    throw new JournalError("in-use", file, fault);
  }
  const folder = dirname(fs.realpathSync(file));
  // Named after the file itself, so that a symbolic link or another spelling of its path leads to the same lock.
  const name = `.journal-${ino.toString(36)}-`;
  try {
    // Windows lets one process only listen on a pipe.
    if (process.platform === "win32")
      return unlocker(await listen(`\\\\?\\pipe\\atomscale-journal-${dev}-${ino}`));
    return await lockByName(file, folder, name);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    if (Object(error).code === "EADDRINUSE") throw inUse(file);
    const fault = `it cannot be locked, because its folder takes no socket (${Object(error).message}). Keep it on a local disk.`;
    throw new JournalError("unwritable", file, fault, error);
  }
}

/**
 * Listens under a name of its own, and only then looks for others. Of two that do so at the same time at least one
 * meets the other, so that never both go on; that both give up is possible and harmless.
 * A name is used once, so that a dead one can be removed without harm to anybody who comes at the same moment.
 */
async function lockByName(file: string, folder: string, name: string): Promise<() => Promise<void>> {
  const own = name + randomBytes(4).toString("hex");
  const server = await listenIn(folder, own);
  const unlock = unlocker(server, join(folder, own));
  for (const other of fs.readdirSync(folder)) {
    if (!other.startsWith(name) || other === own) continue;
    if (await isAlive(folder, other)) {
      await unlock();
      throw inUse(file);
    }
    fs.rmSync(join(folder, other), { force: true });
  }
  return unlock;
}

function inUse(file: string): JournalError {
  return new JournalError(
    "in-use",
    file,
    "it is open already, in this process or another. Nothing was sent or written.",
  );
}

/** Listens on a socket in a folder, also where the path is too long for one. */
function listenIn(folder: string, name: string): Promise<net.Server> {
  return withShortPath(folder, (short) => listen(join(short, name)));
}

/** Tells whether the process that made a socket still listens. A socket of the dead refuses connections. */
function isAlive(folder: string, name: string): Promise<boolean> {
  const connect = (path: string): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = net.connect(path);
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      // Only these say that nobody listens; a socket of another user's, for one, refuses in another way.
      socket.once("error", ({ code }: NodeJS.ErrnoException) =>
        resolve(code !== "ECONNREFUSED" && code !== "ENOENT"),
      );
    });
  return withShortPath(folder, (short) => connect(join(short, name)));
}

async function withShortPath<T>(folder: string, use: (folder: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(folder) + 40 <= LONGEST_SOCKET_PATH) return use(folder);
  const temporary = fs.mkdtempSync(join(tmpdir(), "j-"));
  try {
    fs.symlinkSync(folder, join(temporary, "d"));
    return await use(join(temporary, "d"));
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function listen(path: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once("error", reject);
    // Not through the primary of a cluster, which would outlive this process.
    server.listen({ path, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

function unlocker(server: net.Server, path?: string): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      if (path !== undefined) fs.rmSync(path, { force: true });
      server.close(() => resolve());
    });
}
