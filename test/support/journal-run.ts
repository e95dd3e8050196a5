import { type Update, type UpdateResult, updateAll } from "../../src/batch/index.ts";
import { openJournal } from "../../src/batch/journal.ts";
import { answering, notFound } from "./batch-updates.ts";
import type { Answer } from "./fake-client.ts";

const now = (answer: Answer): Answer => ({ ...answer, afterMs: 0 });
export const refused = now(notFound);
export const lost: Answer = {
  kind: "fails",
  afterMs: 0,
  code: "unreadable-reply",
  outcome: "unknown",
  status: 200,
};

/** Runs updates with the journal in a file, as a program would that is started again. */
export async function runTo(
  path: string,
  updates: readonly Update[],
  lists: Record<number, Answer[]> = {},
  inDoubt?: "resend" | "report",
): Promise<{ results: UpdateResult[]; sent: number[]; error: unknown }> {
  const journal = await openJournal(path, { inDoubt });
  const { client, calls } = answering(lists);
  const results: UpdateResult[] = [];
  let error: unknown;
  try {
    for await (const result of updateAll(client, updates, { journal, maxRetries: 0 })) results.push(result);
  } catch (thrown) {
    error = thrown;
  } finally {
    await journal.close();
  }
  return { results, sent: calls.map(({ index }) => index), error };
}
