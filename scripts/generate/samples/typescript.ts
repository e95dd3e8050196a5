import { type Call, mapTokens, withTrailingCommas } from "./call.ts";

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}

export function writeTypeScript({ operation, body }: Call): string {
  const literal = withTrailingCommas(
    mapTokens(
      body,
      (string, isKey) => (isKey && /^"[A-Za-z_$][\w$]*"$/.test(string) ? string.slice(1, -1) : string),
      (rest) => rest,
    ),
  );
  const ids = operation.parameters.map(({ name, example }) => `${name}: ${JSON.stringify(example)}`);
  const path =
    ids.length > 1 ? `{\n    ${ids.join(",\n    ")},\n  }` : ids.length > 0 ? `{ ${ids.join()} }` : undefined;
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
