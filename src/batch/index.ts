export { checkAll, type Refusal } from "./check-all.ts";
export type { UpdateAllOptions } from "./options.ts";
export { type Counts, formatProgress, type Progress } from "./progress.ts";
export type { Past, RunJournal } from "./run-journal.ts";
export type { ResultOf, Update, UpdateOf, UpdateOperation, UpdateResult, Updates } from "./update.ts";
export { drain, type Summary, updateAll } from "./update-all.ts";
