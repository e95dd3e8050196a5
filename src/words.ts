const LONGEST_TEXT = 10_000;
const LONGEST_EXCERPT = 200;

/** Describes a value for a message: `"a"`, `null`, `Map`. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, LONGEST_TEXT));
  if (Object(value) !== value) return typeof value === "bigint" ? "BigInt" : String(value);
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return "object";
  }
}

/** Words for a name that is not among the known ones, with the one that was probably meant. */
export function unknownName(name: string, known: readonly string[]): string {
  const [best = ""] = [...known].sort((a, b) => likeness(name, b) - likeness(name, a));
  return `is unknown; ${likeness(name, best) < 0.5 ? `known are ${known.join(", ")}` : `did you mean ${best}?`}`;
}

/** Share of the pairs of letters of one name that stand in the other, from 0 to 1. */
function likeness(name: string, known: string): number {
  if (name.length > 2 * known.length) return 0;
  const pairs: readonly string[] = name.toLowerCase().match(/..?/g) ?? [];
  const shared = pairs.filter((pair) => known.toLowerCase().includes(pair));
  return (2 * shared.length) / Math.max(name.length, known.length);
}

/** Shortens a text to one line that fits into a message. */
export function excerpt(text: string): string {
  const line = text.slice(0, LONGEST_TEXT).replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST_EXCERPT) return line;
  // Not within a pair of surrogates, which would leave half a character.
  return `${line.slice(0, LONGEST_EXCERPT).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Copies a text that was cut from a large one; a mere slice would keep all of the large one in memory. */
export function copyText(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
