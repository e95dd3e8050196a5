// Writes `operations.ts`: what the client must know of each operation at run time.
import { type Description, listOperations, resolve } from "./description.ts";

export function writeOperations(description: Description): string {
  const operations = Object.fromEntries(
    listOperations(description).map((operation) => {
      for (const parameter of operation.parameters) {
        if (parameter.in !== "path" || parameter.schema.format !== "uuid") {
          throw new Error(
            `${parameter.name}: the client guards path parameters that are UUIDs and no others.`,
          );
        }
      }
      const { schema } = operation.request;
      const anyOf = schema["x-require-any-of"];
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
        name,
        [resolve(description, field).type ?? "any"].flat().join("|"),
      ]);
      return [
        operation.operationId,
        {
          method: operation.method,
          path: operation.path,
          fields: Object.fromEntries(fields),
          needs: [...(schema.required ?? []).map((name) => [name]), ...(anyOf ? [anyOf] : [])],
        },
      ];
    }),
  );
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.
export const servers = ${JSON.stringify(description.servers.map(({ url }) => url))} as const;
export const operations = ${JSON.stringify(operations, null, 2)} as const;
`;
}
