// The journal's types name things of Node.
import atomscale = require("atomscale-client");
import batch = require("atomscale-client/batch");
import journal = require("atomscale-client/journal");

export async function run(updates: batch.Update[]): Promise<batch.Summary> {
  const opened: journal.Journal = await journal.openJournal("run.jsonl");
  return batch.drain(batch.updateAll(atomscale.createClient(), updates, { journal: opened }));
}
