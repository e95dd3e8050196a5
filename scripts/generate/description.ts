// The parts of the bundled description that the scripts and tests read, typed.
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  examples?: unknown[];
  example?: unknown;
  "x-extensible-enum"?: string[];
  "x-require-any-of"?: string[];
  "x-evidence"?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  example?: unknown;
  schema: Schema;
}

export interface MediaType {
  schema: Schema;
  examples: Record<string, { value: unknown }>;
}

export interface Reply {
  $ref?: string;
  "x-evidence"?: string;
  description: string;
  content: Record<string, MediaType>;
  headers?: Record<string, { description?: string; example?: unknown; schema: Schema }>;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  externalDocs: { description: string; url: string };
  parameters?: Parameter[];
  requestBody: { required: boolean; content: Record<string, MediaType> };
  responses: Record<string, Reply>;
  "x-identified-by": Record<string, string>;
}

export interface Description {
  info: { title: string; version: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Reply>;
    securitySchemes: Record<string, { type: string; in: string; name: string }>;
  };
}

/** One operation with its references resolved one level deep. */
export interface ResolvedOperation extends Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  request: MediaType & { schema: Schema };
}

/** Follows a local reference of the bundle; returns anything else as it is. */
export function resolve<T extends { $ref?: string }>(description: Description, value: T): T {
  if (value.$ref === undefined) return value;
  const target = value.$ref
    .split("/")
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], description);
  if (target === undefined) throw new Error(`The bundle has no ${value.$ref}.`);
  return target as T;
}

/** Types that a schema allows, in itself or in one of the branches of `oneOf`. */
export function typesOf({ type, oneOf = [] }: Schema): string[] {
  return [type ?? [], ...oneOf.map(typesOf)].flat();
}

/** Lists the operations of the bundle in the order of its paths. */
export function listOperations(description: Description): ResolvedOperation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const request = operation.requestBody.content["application/json"];
      if (request === undefined) throw new Error(`${operation.operationId} takes no application/json.`);
      return {
        ...operation,
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []).map((parameter) => resolve(description, parameter)),
        request: { ...request, schema: resolve(description, request.schema) },
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, reply]) => [status, resolve(description, reply)]),
        ),
      };
    }),
  );
}

/**
 * Path parameters of one request payload: the ids of the record that the reply of the same name shows,
 * or the examples of the parameters for a payload without a reply.
 */
export function pathParametersOf(operation: ResolvedOperation, payload?: string): Record<string, string> {
  const { examples = {} } = operation.responses["200"]?.content["application/json"] ?? {};
  const reply = (payload === undefined ? undefined : examples[payload]?.value) as
    | Record<string, unknown>
    | undefined;
  return Object.fromEntries(
    operation.parameters.map(({ name, example }) => {
      if (typeof example !== "string") throw new Error(`${operation.operationId}: ${name} has no example.`);
      return [name, String(reply?.[operation["x-identified-by"][name] ?? name] ?? example)];
    }),
  );
}

/** Path of an operation with its parameters filled in. */
export function fillPath({ path }: ResolvedOperation, parameters: Record<string, string>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${path}: ${name} is not a parameter.`);
    return encodeURIComponent(value);
  });
}
