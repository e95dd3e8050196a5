import { formatProgress, type Progress } from "../../src/batch/index.ts";

const PLAIN_INTERVAL_MS = 1_000;

/** The part of a stream that a progress line needs. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how a run goes: one line that changes on a terminal, and elsewhere a line a second. */
export function showProgress(screen: Screen, env: NodeJS.ProcessEnv = process.env) {
  const isColored = screen.isTTY === true && !env.NO_COLOR;
  const yellow = (text: string): string => (isColored ? `\x1b[33m${text}\x1b[39m` : text);
  let shownAt = Number.NEGATIVE_INFINITY;
  let wasPaused = false;
  /** Line that is not ended on a terminal, or not shown elsewhere. */
  let current = "";

  return {
    show(progress: Progress): void {
      const isPaused = progress.pausedUntil !== undefined;
      const text = formatProgress(progress);
      current = `  ${isPaused ? yellow(text) : text}`;
      if (screen.isTTY) return void screen.write(`\r\x1b[K${current}`);
      if (performance.now() - shownAt < PLAIN_INTERVAL_MS && isPaused === wasPaused) return;
      screen.write(`${current}\n`);
      current = "";
      shownAt = performance.now();
      wasPaused = isPaused;
    },
    /** Ends the line, so that other text can follow. */
    end(): void {
      if (current) screen.write(screen.isTTY ? "\n" : `${current}\n`);
      current = "";
    },
  };
}
