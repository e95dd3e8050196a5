// Every small slip that openapi/ could suffer, made one at a time on a copy of the bundle.
import type { Description, Operation, Schema } from "../../scripts/generate/description.ts";

export interface DescriptionChange {
  readonly name: string;
  readonly apply: (description: Description) => void;
}

type Json = Record<string, unknown>;
type Target<T> = (description: Description) => T;

function schemaOf(name: string): Target<Schema> {
  return ({ components }) => components.schemas[name] as Schema;
}

function fieldOf(schema: string, field: string): Target<Schema> {
  return (description) => schemaOf(schema)(description).properties?.[field] as Schema;
}

function rename(record: Json, from: string, to: string): void {
  record[to] = record[from];
  delete record[from];
}

function ofSchema(name: string, at: Target<Schema>, schema: Schema): DescriptionChange[] {
  const changes: DescriptionChange[] = [];
  const add = (what: string, change: (schema: Schema) => void): void => {
    changes.push({ name: `${name}: ${what}`, apply: (description) => change(at(description)) });
  };
  const types = [schema.type ?? []].flat();
  for (const type of ["string", "number", "integer", "boolean", "object", "array"]) {
    if (!types.includes(type)) add(`type becomes ${type}`, (it) => Object.assign(it, { type }));
  }
  if (schema.oneOf) add("null is dropped", (it) => it.oneOf?.pop());
  else if (types.length > 1) add("null is dropped", (it) => Object.assign(it, { type: types[0] }));
  else if (!types.includes("null"))
    add("null is allowed", (it) => Object.assign(it, { type: [...types, "null"] }));
  add("another format", (it) => Object.assign(it, { format: "date-time" }));
  if (schema.format) add("no format", (it) => delete it.format);
  add("a length limit", (it) => Object.assign(it, { maxLength: 64 }));
  for (const key of ["enum", "x-extensible-enum"] as const) {
    const values = schema[key];
    if (values === undefined) continue;
    add(`${key} is dropped`, (it) => delete it[key]);
    add(`${key} is longer`, (it) => it[key]?.push("mbe"));
    values.forEach((value, index) => {
      add(`${key} loses ${value}`, (it) => it[key]?.splice(index, 1));
      add(`${key} misspells ${value}`, (it) => it[key]?.splice(index, 1, `${value}s`));
    });
  }
  if (schema.enum) {
    add("an open list instead", (it) => rename(it as Json, "enum", "x-extensible-enum"));
  }
  if (schema["x-extensible-enum"]) {
    add("a closed list instead", (it) => rename(it as Json, "x-extensible-enum", "enum"));
  }
  for (const others of [true, false]) {
    if (schema.additionalProperties !== others) {
      add(`other fields: ${others}`, (it) => Object.assign(it, { additionalProperties: others }));
    }
  }
  if ("additionalProperties" in schema) add("other fields: unsaid", (it) => delete it.additionalProperties);
  if (schema["x-evidence"]) add("no evidence", (it) => delete it["x-evidence"]);
  for (const word of ["observed", "inferred"]) {
    if (schema["x-evidence"] !== word) add(word, (it) => Object.assign(it, { "x-evidence": word }));
  }
  for (const [index, branch] of (schema.oneOf ?? []).entries()) {
    const target: Target<Schema> = (description) => at(description).oneOf?.[index] as Schema;
    changes.push(...ofSchema(`${name}, branch ${index}`, target, branch));
  }
  for (const field of Object.keys(schema.properties ?? {})) {
    const required = schema.required?.includes(field);
    add(`${field} is dropped`, (it) => {
      delete it.properties?.[field];
      it.required = it.required?.filter((name) => name !== field) as string[];
    });
    add(`${field} is renamed`, (it) => {
      rename(it.properties as Json, field, `${field}s`);
      it.required = it.required?.map((name) => (name === field ? `${field}s` : name)) as string[];
    });
    add(`${field} is ${required ? "no longer" : "now"} required`, (it) => {
      it.required = required
        ? (it.required?.filter((name) => name !== field) as string[])
        : [...(it.required ?? []), field];
    });
  }
  if (schema.properties) {
    add("one more field", (it) => Object.assign(it.properties as Json, { comment: { type: "string" } }));
  }
  return changes;
}

function ofOperation(path: string, method: string, operation: Operation): DescriptionChange[] {
  const changes: DescriptionChange[] = [];
  const add = (
    what: string,
    change: (operation: Operation & Json, description: Description) => void,
  ): void => {
    const apply = (description: Description): void =>
      change(description.paths[path]?.[method] as Operation & Json, description);
    changes.push({ name: `${operation.operationId}: ${what}`, apply });
  };
  add("is dropped", (_, { paths }) => delete paths[path]);
  add("another path", (_, { paths }) => rename(paths, path, path.replace(/\/?$/, "/x")));
  add("the other slash", (_, { paths }) =>
    rename(paths, path, path.replace(/\/?$/, path.endsWith("/") ? "" : "/")),
  );
  add("another method", (_, { paths }) => rename(paths[path] as Json, method, "put"));
  add("another operationId", (it) => Object.assign(it, { operationId: "changeIt" }));
  add("another page", (it) => Object.assign(it.externalDocs, { url: `${it.externalDocs.url}s` }));
  add("without a key", (it) => Object.assign(it, { security: [] }));
  add("body not required", (it) => Object.assign(it.requestBody, { required: false }));
  add("one more media type", (it) => Object.assign(it.requestBody.content, { "text/json": { schema: {} } }));
  add("one more parameter", (it) => {
    it.parameters = [...(it.parameters ?? []), { name: "force", in: "query", schema: { type: "boolean" } }];
  });
  for (const status of Object.keys(operation.responses)) {
    add(`no ${status}`, (it) => delete it.responses[status]);
  }
  for (const name of Object.keys(operation["x-identified-by"])) {
    add(`not identified by ${name}`, (it) => delete it["x-identified-by"][name]);
    add(`${name} repeated elsewhere`, (it) => Object.assign(it["x-identified-by"], { [name]: "elsewhere" }));
  }
  add("201 instead of 200", (it) => rename(it.responses, "200", "201"));
  (operation.parameters ?? []).forEach((_, index) => {
    add(`no parameter ${index}`, (it) => it.parameters?.splice(index, 1));
  });
  return changes;
}

function ofComponents({ components }: Description): DescriptionChange[] {
  const changes: DescriptionChange[] = [];
  for (const [name, { headers }] of Object.entries(components.responses)) {
    for (const header of Object.keys(headers ?? {})) {
      changes.push({
        name: `${name}: ${header} is renamed`,
        apply: (it) => rename(it.components.responses[name]?.headers as Json, header, `${header}s`),
      });
    }
    changes.push({
      name: `${name}: no evidence`,
      apply: (it) => delete (it.components.responses[name] as unknown as Json)["x-evidence"],
    });
  }
  for (const name of Object.keys(components.parameters)) {
    for (const change of [
      { name: `${name}s` },
      { in: "query" },
      { required: false },
      { schema: { type: "string" } },
    ]) {
      changes.push({
        name: `${name}: ${JSON.stringify(change)}`,
        apply: (it) => Object.assign(it.components.parameters[name] as object, change),
      });
    }
  }
  for (const change of [
    { name: "X-API-Key" },
    { name: "Authorization" },
    { in: "query" },
    { type: "http" },
  ]) {
    changes.push({
      name: `ApiKey: ${JSON.stringify(change)}`,
      apply: (it) => Object.assign(it.components.securitySchemes.ApiKey as object, change),
    });
  }
  return changes;
}

const ofRoot: DescriptionChange[] = [
  { name: "no key needed", apply: (it) => it.security.splice(0) },
  { name: "key optional", apply: (it) => it.security.push({}) },
  {
    name: "another server",
    apply: (it) => Object.assign(it.servers[0] as object, { url: "https://atomscale.ai" }),
  },
  { name: "one more server", apply: (it) => it.servers.push({ url: "http://127.0.0.1" }) },
];

/** Lists every such change. */
export function listDescriptionChanges(description: Description): DescriptionChange[] {
  const { paths, components } = description;
  return [
    ...ofRoot,
    ...ofComponents(description),
    ...Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) => ofOperation(path, method, operation)),
    ),
    ...Object.entries(components.schemas).flatMap(([name, schema]) => [
      ...ofSchema(name, schemaOf(name), schema),
      ...Object.entries(schema.properties ?? {}).flatMap(([field, inner]) =>
        ofSchema(`${name}.${field}`, fieldOf(name, field), inner),
      ),
    ]),
  ];
}
