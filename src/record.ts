import { type Operation, operations } from "../generated/operations.ts";
import type { Content } from "./reply.ts";

const ALL_OPERATIONS = Object.values(operations);

/** What the body of a success shows: the record, what may be a part of it, or something else. */
export type Shown = { readonly record: object } | "part" | "other";

/** Holds the body of a success against the record that was to be updated. */
export function readRecord(
  operation: Operation,
  ids: Readonly<Record<string, string>>,
  content: Content,
): Shown {
  const text = content.text.trimStart();
  if (text !== "" && !text.startsWith("{")) return "other";
  const expected = Object.entries(operation.identifiedBy).flatMap(([name, field]) => {
    const id = ids[name];
    return id === undefined ? [] : [[field, id] as const];
  });
  const record = content.isWhole ? parseObject(text) : undefined;
  if (!isOwnKind(operation, record ?? readNames(text))) return "other";
  if (record === undefined) return expected.some((id) => showsOtherId(text, ...id)) ? "other" : "part";
  const shown = expected.filter(([field]) => record[field] !== undefined && record[field] !== null);
  if (shown.some(([field, id]) => !isSameId(id, record[field]))) return "other";
  return shown.length > 0 || countFields(operation, record) >= 2 ? { record } : "other";
}

/** Tells whether a record is no more one of another operation, which a connection out of step may bring. */
function isOwnKind(operation: Operation, record: object): boolean {
  const own = countFields(operation, record);
  return ALL_OPERATIONS.every((other) => countFields(other, record) <= own);
}

function countFields({ recordFields }: Operation, record: object): number {
  let count = 0;
  for (const field of recordFields) if (Object.hasOwn(record, field)) count += 1;
  return count;
}

/** Reads the names in JSON text that is cut or broken. */
function readNames(text: string): object {
  return Object.fromEntries([...text.matchAll(/"(\w+)"\s*:/g)].map(([, name]) => [name, true]));
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Compares ids leniently: letter case, hyphens, and a number written as a text make no difference. */
function isSameId(expected: string, shown: unknown): boolean {
  if (shown === expected) return true;
  if (shown === "" || (typeof shown !== "string" && typeof shown !== "number")) return false;
  if (Number.isSafeInteger(Number(expected))) return Number(expected) === Number(shown);
  const plain = (id: string): string => id.replaceAll("-", "").toLowerCase();
  return plain(expected) === plain(`${shown}`);
}

/** Tells whether JSON text that is cut or broken names another record already. */
function showsOtherId(text: string, field: string, expected: string): boolean {
  const shown = new RegExp(`"${field}"\\s*:\\s*(?:"([^"\\\\]*)"|(-?\\d+)(?=[,}\\s]))`).exec(text);
  return shown !== null && !isSameId(expected, shown[1] ?? shown[2]);
}
