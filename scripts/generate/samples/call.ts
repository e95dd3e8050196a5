// What a sample is written from, and how its JSON becomes a literal of another language.
import type { ResolvedOperation } from "../description.ts";

export interface Call {
  operation: ResolvedOperation;
  /** Body of the request as its payload file holds it. */
  body: string;
  ids: Record<string, string>;
  /** Path with the ids filled in. */
  path: string;
  server: string;
}

/** Splits JSON into strings and what lies between them, and maps each; so a literal keeps the file's layout. */
export function mapTokens(
  json: string,
  text: (token: string, isKey: boolean) => string,
  rest: (token: string) => string,
) {
  return json.replace(
    /("(?:[^"\\]|\\.)*")(\s*:)?|[^"]+/g,
    (token, string: string | undefined, colon: string | undefined) =>
      string === undefined ? rest(token) : text(string, colon !== undefined) + (colon ?? ""),
  );
}

// A string of JSON holds no line break, so line breaks are layout and nothing else.
export function withTrailingCommas(literal: string): string {
  return literal.replace(/([^\s,[{])(?=\n\s*[\]}])/g, "$1,");
}
