const REPLACEMENT = "[API key]";

// A text that ends in fewer characters of a key tells nothing about it.
const SHORTEST_CUT = 6;

// JSON that is nested deeper than this is kept as text.
const MAX_DEPTH = 100;

/** Takes API keys out of what an error, a log or an event is to show. */
export interface Redactor {
  /** Redacts a whole text. */
  text(text: string): string;
  /** Redacts a text that may end within a key. */
  cutText(text: string): string;
  /** Redacts the texts and names within a JSON value; undefined where it is nested too deep. */
  json(value: unknown): unknown;
}

/** Creates a redactor for keys in the forms in which responses, URLs and logs repeat them. */
export function createRedactor(keys: readonly string[]): Redactor {
  // The longest comes first, so that a key that begins with another one does not stay in part.
  const forms = keys.flatMap(formsOf).sort((a, b) => b.length - a.length);
  // What was redacted before is passed over, so that a key of a few letters is not found within it.
  const patterns = [REPLACEMENT, ...forms].map((form) => encodeSigns(form, "\\u", 4));
  const pattern = new RegExp(patterns.join("|"), "gi");
  const text = (given: string): string => given.replace(pattern, REPLACEMENT);
  return {
    text,
    cutText(given) {
      const whole = text(given);
      for (const form of forms) {
        for (let length = form.length - 1; length >= SHORTEST_CUT; length--) {
          if (whole.endsWith(form.slice(0, length))) return whole.slice(0, -length) + REPLACEMENT;
        }
      }
      return whole;
    },
    json: (value) => redactJson(value, text, MAX_DEPTH),
  };
}

/** Lists how a key looks in plain text, in JSON, in JSON pointers and in URLs. */
function formsOf(key: string): string[] {
  const inPointer = key.replaceAll("~", "~0").replaceAll("/", "~1");
  return [
    key,
    inPointer,
    JSON.stringify(key).slice(1, -1),
    encodeSigns(key, "%", 2),
    encodeSigns(key, "\\u", 4),
  ];
}

/** Writes all but letters, digits and a few signs as numbers. */
function encodeSigns(text: string, prefix: string, length: number): string {
  return text.replace(/[^\w~-]/g, (sign) => prefix + sign.charCodeAt(0).toString(16).padStart(length, "0"));
}

function redactJson(value: unknown, text: Redactor["text"], depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [
    text(name),
    depth > 0 ? redactJson(member, text, depth - 1) : undefined,
  ]);
  if (entries.some(([, member]) => member === undefined)) return undefined;
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
