// Writes `examples.ts`: the named replies of each operation, by status, for `atomscale-client/testing`.
import { type Description, listOperations } from "./description.ts";

export function writeExamples(description: Description): string {
  const examples = Object.fromEntries(
    listOperations(description).map(({ operationId, responses }) => [
      operationId,
      Object.fromEntries(
        Object.entries(responses).map(([status, { content }]) => [
          status,
          Object.fromEntries(
            Object.entries(content["application/json"]?.examples ?? {}).map(([name, { value }]) => [
              name,
              value,
            ]),
          ),
        ]),
      ),
    ]),
  );
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.
export const examples = ${JSON.stringify(examples, null, 2)} as const;
`;
}
