import { type Call, mapTokens, withTrailingCommas } from "./call.ts";

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}

export function writeTypeScript({ operation, body, ids }: Call): string {
  const literal = withTrailingCommas(
    mapTokens(
      body,
      (string, isKey) => (isKey && /^"[A-Za-z_$][\w$]*"$/.test(string) ? string.slice(1, -1) : string),
      (rest) => rest,
    ),
  );
  const pairs = Object.entries(ids).map(([name, id]) => `${name}: ${JSON.stringify(id)}`);
  const path =
    pairs.length > 1
      ? `{\n    ${pairs.join(",\n    ")},\n  }`
      : pairs.length > 0
        ? `{ ${pairs.join()} }`
        : undefined;
  const call =
    path === undefined
      ? `${operation.operationId}(${literal})`
      : `${operation.operationId}(\n  ${path},\n  ${indent(literal, "  ")},\n)`;
  return `import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.${call};
console.log(JSON.stringify(reply, null, 2));
`;
}
