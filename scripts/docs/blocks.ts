// Takes the code blocks out of a Markdown text.
import { Lexer, type Tokens } from "marked";

export interface Block {
  language: string;
  code: string;
}

export function readBlocks(markdown: string): Block[] {
  return new Lexer()
    .lex(markdown)
    .filter((token): token is Tokens.Code => token.type === "code")
    .map(({ lang, text }) => ({ language: lang?.split(" ")[0] ?? "", code: text }));
}
