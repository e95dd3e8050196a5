// The program that is killed: sends the updates of a file with a journal, and prints the summary when it comes to its end.
import { readFile } from "node:fs/promises";
import { drain, updateAll } from "../../src/batch/index.ts";
import { openJournal } from "../../src/batch/journal.ts";
import { createClient } from "../../src/index.ts";

const [baseUrl = "", file = "", path = "", maxRetries] = process.argv.slice(2);
const updates = JSON.parse(await readFile(file, "utf8"));
const atomscale = createClient({ apiKey: "key-of-the-crash-suite", baseUrl, timeoutMs: 5_000 });
const journal = await openJournal(path);
const summary = await drain(updateAll(atomscale, updates, { journal, maxRetries: Number(maxRetries) }));
await journal.close();
console.log(JSON.stringify(summary));
