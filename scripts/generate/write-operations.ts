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
      const { schema } = operation.request;
      const anyOf = schema["x-require-any-of"];
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
        name,
        fieldOf(description, resolve(description, field)),
      ]);
      return [
        operation.operationId,
        {
          method: operation.method,
          path: operation.path,
          parameters: operation.parameters.map(nameOfId),
          fields: Object.fromEntries(fields),
          requireAnyOf: [...(schema.required ?? []).map((name) => [name]), ...(anyOf ? [anyOf] : [])],
          identifiedBy: identifiersOf(description, operation),
          recordFields: Object.keys(recordOf(description, operation).properties ?? {}),
        },
      ];
    }),
  );
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.

/** What the client knows of an operation at run time. */
export interface Operation {
  readonly method: string;
  /** Path template, such as \`/data_entries/{data_id}\`. */
  readonly path: string;
  /** Names of the path parameters, each a UUID. */
  readonly parameters: readonly string[];
  /** JSON type of each field of the body, such as \`string or null\`, or \`object of number\` for a map of numbers. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sets of fields; the body needs at least one field of each. */
  readonly requireAnyOf: readonly (readonly string[])[];
  /** Path parameters and body fields that identify the record, with the response field that repeats each. */
  readonly identifiedBy: Readonly<Record<string, string>>;
  /** Fields of the record that a success returns. */
  readonly recordFields: readonly string[];
}

/** \`operationId\` of an operation. */
export type OperationId = ${Object.keys(operations)
    .map((id) => JSON.stringify(id))
    .join(" | ")};

/** Base URLs of the service. */
export const servers: readonly string[] = ${JSON.stringify(description.servers.map(({ url }) => url))};

/** Every operation by its \`operationId\`. */
export const operations: Readonly<Record<OperationId, Operation>> = ${JSON.stringify(operations, null, 2)};
`;
}

function nameOfId({ name, in: place, schema }: ResolvedOperation["parameters"][number]): string {
  if (place !== "path" || schema.format !== "uuid") {
    throw new Error(`${name}: the client guards path parameters that are UUIDs and no others.`);
  }
  return name;
}

function typesOf({ type }: Schema): string {
  return [type ?? []].flat().join(" or ");
}

function fieldOf(description: Description, field: Schema): string {
  const { additionalProperties: member } = field;
  const values = typeof member === "object" ? typesOf(resolve(description, member)) : "";
  return typesOf(field) + (values && ` of ${values}`);
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
