// The program that the demo kills and starts again: it sends the wafer map with a journal, and tells its parent how it goes.
import { type Progress, updateAll } from "../../src/batch/index.ts";
import { openJournal } from "../../src/batch/journal.ts";
import { createClient } from "../../src/index.ts";
import { planWafer } from "./wafer.ts";

/** What the program tells its parent. */
export interface Report {
  readonly progress?: Progress;
  /** Number of updates that an earlier run had sent, at the end. */
  readonly resumed?: number;
}

const [baseUrl, path = ""] = process.argv.slice(2);
const tell = (report: Report): void => void process.send?.(report);
// Ends with its parent, whatever ends that.
process.once("disconnect", () => process.exit());

const atomscale = createClient({ apiKey: "key-of-the-demo", baseUrl });
const journal = await openJournal(path);
const onProgress = (progress: Progress): void => tell({ progress });
let resumed = 0;
for await (const result of updateAll(atomscale, planWafer(), { journal, maxRetries: 5, onProgress })) {
  if (result.resumed) resumed += 1;
}
await journal.close();
tell({ resumed });
process.disconnect?.();
