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
  const whole = content.isWhole ? parseObject(text) : undefined;
  const record = whole ?? readParts(text);
  if (!isOwnKind(operation, record)) return "other";
  const shown = Object.entries(operation.identifiedBy)
    .map(([name, field]) => [ids[name], record[field]] as const)
    .filter(([expected, id]) => expected !== undefined && id !== undefined && id !== null);
  if (shown.some(([expected = "", id]) => !isSameId(expected, id))) return "other";
  if (whole === undefined) return "part";
  return shown.length > 0 || countFields(operation, whole) >= 2 ? { record: whole } : "other";
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

/** Reads the names in JSON text that is cut or broken, the first of each, with its value where that is a whole id. */
function readParts(text: string): Record<string, unknown> {
  const parts = text.matchAll(/"(\w+)"\s*:\s*(?:"([^"\\]*)"|(-?\d+)(?=[,}\s]))?/g);
  return Object.fromEntries([...parts].reverse().map(([, name, word, number]) => [name, word ?? number]));
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
