// Writes `api.d.ts` with openapi-typescript. Known values of an open field stay as completions.
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { Schema } from "./description.ts";
import { writeComment } from "./write-comment.ts";

const { factory } = ts;

/** `"a" | "b" | (string & {})`: editors complete the known values, and any other string still fits. */
function openEnum(values: readonly string[], nullable: boolean): ts.TypeNode {
  const anyString = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  const literals = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  const nothing = nullable ? [factory.createLiteralTypeNode(factory.createNull())] : [];
  return factory.createUnionTypeNode([...literals, anyString, ...nothing]);
}

/** What the interfaces hold that openapi-typescript writes. */
const ROOTS: Readonly<Record<string, string>> = {
  paths: "Every path of the description, with the operations on it.",
  components: "Every component of the description: schemas, parameters and responses.",
  operations: "Every operation of the description, with its parameters, bodies and responses.",
};

export async function writeTypes(bundle: string): Promise<string> {
  const nodes = await openapiTypescript(bundle, {
    transform(schema) {
      const { "x-extensible-enum": values, type } = schema as Schema;
      return values && openEnum(values, [type].flat().includes("null"));
    },
  });
  const text = astToString(nodes)
    .replace(/^( *)\/\*\*(.*?)\*\/$/gms, rewriteComment)
    .replace(
      /^export interface (\w+) \{$/gm,
      (line, name) => `${writeComment([ROOTS[name] ?? ""], "")}\n${line}`,
    );
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.\n${text}`;
}

/**
 * Writes a comment as an editor shows it best: the description as plain text rather than as a tag, without the type of
 * an enum, and without the format, which the description says in words.
 */
function rewriteComment(_comment: string, indent: string, content: string): string {
  const lines = content
    .trim()
    .split("\n")
    .map((line) => line.replace(/^ *\* ?/, "").trim())
    .filter((line) => !/^(@enum|Format:) /.test(line))
    // A summary before the description becomes a paragraph of its own.
    .flatMap((line, index) => (index > 0 && line.startsWith("@description") ? ["", line] : [line]))
    .map((line) => line.replace(/^@description /, ""));
  return writeComment(lines, indent);
}
