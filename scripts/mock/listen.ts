// What a command that serves until it is interrupted needs.
import { once } from "node:events";

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
