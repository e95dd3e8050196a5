// What must compile where the types of Node are known, as a journal needs a file system.
import { createClient } from "atomscale-client";
import { drain, updateAll } from "atomscale-client/batch";
import { JournalError, openJournal, readJournal } from "atomscale-client/journal";

const journal = await openJournal("run.jsonl", { inDoubt: "report" });
await drain(updateAll(createClient(), [], { journal }));
await journal[Symbol.asyncDispose]();
try {
  for await (const { sentAt, outcome, ref } of readJournal("run.jsonl"))
    console.log(sentAt.slice(0, 10), outcome, ref);
} catch (error) {
  if (error instanceof JournalError && error.code === "unreadable") console.log(error.path);
}
