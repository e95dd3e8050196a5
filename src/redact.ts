const REPLACEMENT = "[API key]";

// A text that ends in fewer characters of a key tells nothing about it.
const SHORTEST_CUT = 6;

// JSON that is nested deeper than this is kept as text.
const MAX_DEPTH = 100;

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Takes API keys out of what an error, a log or an event is to show. */
export interface Redactor {
  /** Redacts a whole text. */
  text(text: string): string;
  /** Redacts a text that may end within a key. */
  cutText(text: string): string;
  /** Redacts the texts and names within a JSON value; undefined where it is nested too deep. */
  json(value: unknown): unknown;
}

/** Creates a redactor for keys in any of the forms in which a response, a URL or a log repeats them. */
export function createRedactor(keys: readonly string[]): Redactor {
  // The longest key comes first, so that one that begins with another one does not stay in part.
  const forms = keys
    .filter(Boolean)
    .flatMap(formsOf)
    .sort((a, b) => b.length - a.length);
  const pattern = forms[0] && new RegExp(forms.map(escapeForRegExp).join("|"), "gi");
  const text = (given: string): string => (pattern ? given.replace(pattern, REPLACEMENT) : given);

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

/** Lists how a key looks in plain text, JSON, URLs and HTML. */
function formsOf(key: string): string[] {
  return [
    key,
    JSON.stringify(key).slice(1, -1),
    // As encodeURIComponent() does, and as stricter encoders do.
    key.replace(/[^\w.!~*'()-]/g, (character) => `%${hexOf(character, 2)}`),
    key.replace(/[^a-z\d]/gi, (character) => `%${hexOf(character, 2)}`),
    key.replace(/[^a-z\d]/gi, unicodeEscape),
    key.replace(/[&<>"']/g, (character) => NAMED_ENTITIES[character] as string),
    key.replaceAll("/", "\\/"),
  ];
}

function hexOf(character: string, length: number): string {
  return character.charCodeAt(0).toString(16).padStart(length, "0");
}

function unicodeEscape(character: string): string {
  return `\\u${hexOf(character, 4)}`;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[^a-z\d]/gi, unicodeEscape);
}

function redactJson(value: unknown, text: Redactor["text"], depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return undefined;
  const entries: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const redacted = redactJson(member, text, depth - 1);
    if (redacted === undefined) return undefined;
    entries.push([text(name), redacted]);
  }
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
