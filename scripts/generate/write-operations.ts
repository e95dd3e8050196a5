// Writes `operations.ts`: what the client must know of each operation at run time.
import {
  type Description,
  listOperations,
  type ResolvedOperation,
  resolve,
  type Schema,
} from "./description.ts";

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
          identifiedBy: identifiersOf(description, operation),
          recordFields: Object.keys(recordOf(description, operation).properties ?? {}),
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

function recordOf(description: Description, { operationId, responses }: ResolvedOperation): Schema {
  const schema = responses[200]?.content["application/json"]?.schema;
  if (schema === undefined) throw new Error(`${operationId} has no response 200 in application/json.`);
  return resolve(description, schema);
}

/** Reads which path parameters and body fields identify the record, and where the response repeats each. */
function identifiersOf(description: Description, operation: ResolvedOperation): Record<string, string> {
  const identifiedBy = operation["x-identified-by"] ?? {};
  const sent = [
    ...operation.parameters.map(({ name }) => name),
    ...Object.keys(operation.request.schema.properties ?? {}),
  ];
  const returned = Object.keys(recordOf(description, operation).properties ?? {});
  for (const [name, field] of Object.entries(identifiedBy)) {
    if (!sent.includes(name) || !returned.includes(field)) {
      throw new Error(
        `${operation.operationId}: x-identified-by names ${name}: ${field}, which is not there.`,
      );
    }
  }
  if (Object.keys(identifiedBy).length === 0)
    throw new Error(`${operation.operationId} lacks x-identified-by.`);
  return identifiedBy;
}
