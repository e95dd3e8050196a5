// Writes `api.d.ts` with openapi-typescript. Known values of an open field stay as completions.
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { Schema } from "./description.ts";

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

export async function writeTypes(bundle: string): Promise<string> {
  const nodes = await openapiTypescript(bundle, {
    transform(schema) {
      const { "x-extensible-enum": values, type } = schema as Schema;
      return values && openEnum(values, [type].flat().includes("null"));
    },
  });
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.\n${astToString(nodes)}`;
}
