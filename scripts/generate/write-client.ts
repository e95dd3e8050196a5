// Writes `client.ts`: a method for each operation with its docstring, and the types of records and patches by name.
import { type Description, listOperations, type ResolvedOperation, resolve } from "./description.ts";
import { writeComment } from "./write-comment.ts";

const PARAMETERS = {
  path: "Ids of the record, each a UUID.",
  patch: "Fields to change; fields left out keep their value.",
  options: "Options of this call; each replaces the client's option of the same name.",
} as const;

export function writeClient(description: Description): string {
  const operations = listOperations(description);
  const records = new Map<string, string>();
  const enums = new Map<string, string>();
  for (const operation of operations) {
    records.set(recordName(operation), declareRecord(description, recordName(operation)));
    records.set(patchName(operation), declareRecord(description, patchName(operation)));
    for (const [name, declaration] of listEnums(description, operation)) {
      const own = enums.has(name) ? patchName(operation) + name : name;
      enums.set(own, declaration.replace(`type ${name} `, `type ${own} `));
    }
  }
  return `// Made from openapi/ by \`npm run generate\`; not to be edited.
import type { components } from "./api.js";

// Interfaces, as editors show their names where they would write out an alias of a generated type.
type Schemas = components["schemas"];
${[...records.keys()].map((name) => `type ${name}Fields = Schemas[${JSON.stringify(name)}];`).join("\n")}

${[...records.values()].join("\n")}

${[...enums.values()].join("\n")}

/**
 * A method for each operation of the description; \`Options\` are the options of one call.
 *
 * Each resolves to the whole record as the service returns it, and otherwise rejects with an \`AtomscaleError\`.
 */
export interface AtomscaleMethods<Options> {
${operations.map((operation) => declareMethod(operation)).join("\n\n")}
}
`;
}

/** Name of the component that a schema of the bundle refers to. */
function componentName(operationId: string, schema: { $ref?: string } | undefined): string {
  const name = schema?.$ref?.split("/").at(-1);
  if (name === undefined) throw new Error(`${operationId}: the schema of a body is a component of its own.`);
  return name;
}

function recordName({ operationId, responses }: ResolvedOperation): string {
  return componentName(operationId, responses[200]?.content["application/json"]?.schema);
}

function patchName({ operationId, requestBody }: ResolvedOperation): string {
  return componentName(operationId, requestBody.content["application/json"]?.schema);
}

function declareRecord(description: Description, name: string): string {
  const text = description.components.schemas[name]?.description;
  return `${comment(text, "")}\nexport interface ${name} extends ${name}Fields {}`;
}

/** Declares a type for each closed list of values of a patch, by the name of its field. */
function listEnums(description: Description, operation: ResolvedOperation): [string, string][] {
  return Object.entries(operation.request.schema.properties ?? {}).flatMap(([field, schema]) => {
    const { enum: values, description: text } = resolve(description, schema);
    if (values === undefined) return [];
    const name = field.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const type = `NonNullable<${patchName(operation)}[${JSON.stringify(field)}]>`;
    return [[name, `${comment(text, "")}\nexport type ${name} = ${type};`]];
  });
}

function declareMethod(operation: ResolvedOperation): string {
  const { operationId, parameters, description, externalDocs } = operation;
  // Written out, as an editor would show no more than the name of a generated type.
  const ids = parameters.map(
    ({ name, description: text }) => `${comment(text, "      ")}\n      ${name}: string;`,
  );
  const declared = {
    ...(ids.length > 0 && { path: `path: {\n${ids.join("\n")}\n    }` }),
    patch: `patch: ${patchName(operation)}`,
    options: "options?: Options",
  };
  const names = Object.keys(declared) as (keyof typeof PARAMETERS)[];
  const lines = [
    description.trim(),
    "",
    ...names.map((name) => `@param ${name} - ${PARAMETERS[name]}`),
    "@example",
    "```ts",
    exampleOf(operation),
    "```",
    "@throws {AtomscaleError} with the outcome `not-applied`: nothing was changed. `invalid-request`, `invalid-config`, `unauthorized`, `forbidden`, `not-found`, `unprocessable`, `rate-limited`, most of `rejected`; `connection-failed`, `timed-out`, `aborted` and `redirect-refused` only where that is certain.",
    "@throws {AtomscaleError} with the outcome `unknown`: the record may have been changed. `server-error`; `connection-failed`, `timed-out`, `aborted`, `redirect-refused`, `rejected` and `unreadable-reply` wherever nothing is certain.",
    "@throws {AtomscaleError} with the outcome `applied`: the record was changed, but the response does not show it. `unreadable-reply`, `timed-out`, `aborted`.",
    `@see {@link ${externalDocs.url}}`,
  ];
  // Said twice, as a hover shows the tags of a property, and signature help the comments of its parameters.
  const written = names.map((name) => `${comment(PARAMETERS[name], "    ")}\n    ${declared[name]},`);
  return `${comment(lines.join("\n"), "  ")}
  readonly ${operationId}: (
${written.join("\n")}
  ) => Promise<${recordName(operation)}>;`;
}

function exampleOf({ operationId, parameters, request }: ResolvedOperation): string {
  const path = parameters.length > 0 ? `{ ${parameters.map(({ name }) => name).join(", ")} }, ` : "";
  const { documented } = request.examples;
  const patch = JSON.stringify(documented?.value, null, 1)
    .replace(/\n */g, " ")
    .replace(/"(\w+)":/g, "$1:");
  return `await atomscale.${operationId}(${path}${patch});`;
}

function comment(text: string | undefined, indent: string): string {
  return writeComment((text ?? "").trim().split("\n"), indent);
}
