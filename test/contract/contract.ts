// The contract as one comparable value: as openapi/ gives it, and as the pages with beyond-pages.ts do.
// Prose, tags and examples are left out; whatever else the description says is compared.
import {
  type Description,
  listOperations,
  type Reply,
  resolve,
  type Schema,
} from "../../scripts/generate/description.ts";
import {
  type BeyondField,
  type BeyondOperation,
  beyond,
  errorBodyEvidence,
  failures,
  keyEvidence,
} from "./beyond-pages.ts";
import { keyHeader, mediaType, origin, type Page, type PageField, pages } from "./pages.ts";

type Json = Record<string, unknown>;

function omit(value: object, ...keys: string[]): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => !keys.includes(key) && item !== undefined),
  );
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function describedSchema(description: Description, reference: Schema): Json {
  const schema = resolve(description, reference);
  const { required, type, properties, additionalProperties: others, oneOf } = schema;
  return {
    ...omit(schema, "description", "examples"),
    // Order carries no meaning in these two.
    ...(Array.isArray(type) && { type: [...type].sort() }),
    ...(required && { required: [...required].sort() }),
    ...(properties && { properties: mapValues(properties, (field) => describedSchema(description, field)) }),
    ...(typeof others === "object" && { additionalProperties: describedSchema(description, others) }),
    ...(oneOf && { oneOf: oneOf.map((branch) => describedSchema(description, branch)) }),
  };
}

function describedBodies(description: Description, content: Reply["content"]): Json {
  return mapValues(content, ({ schema }) => describedSchema(description, schema));
}

function describedReply(description: Description, reply: Reply): Json {
  return {
    ...omit(reply, "description"),
    content: describedBodies(description, reply.content),
    ...(reply.headers && {
      headers: mapValues(reply.headers, (header) => omit(header, "description", "example")),
    }),
  };
}

export function describedContract(description: Description): Json {
  return {
    ...omit(description, "info", "tags", "paths", "components"),
    servers: description.servers.map((server) => omit(server, "description")),
    securitySchemes: mapValues(description.components.securitySchemes, (scheme) =>
      omit(scheme, "description"),
    ),
    operations: listOperations(description).map((operation) => ({
      ...omit(operation, "tags", "summary", "description", "request"),
      parameters: operation.parameters.map((parameter) => omit(parameter, "description", "example")),
      requestBody: {
        ...omit(operation.requestBody, "description"),
        content: describedBodies(description, operation.requestBody.content),
      },
      responses: mapValues(operation.responses, (reply) => describedReply(description, reply)),
    })),
  };
}

// Generators read these formats: 64-bit integers and doubles, where their own default would lose digits.
const numberFormats: Record<string, string> = { number: "double", integer: "int64" };

function expectedField(field: PageField, known: BeyondField | undefined, sent: boolean): Json {
  const values = [...(field.values ?? []), ...(known?.extraValues ?? [])];
  const format = field.uuid ? "uuid" : numberFormats[field.type];
  const evidence = known && { "x-evidence": known.evidence };
  const isNullable = field.nullable || known?.nullable;
  if (field.type === "object") {
    const others = field.numbers ? { type: "number", format: "double" } : {};
    const map = { type: "object", additionalProperties: others };
    // Several generators lose the map, or the null, of `type: [object, "null"]`.
    return { ...(isNullable ? { oneOf: [map, { type: "null" }] } : map), ...evidence };
  }
  return {
    type: isNullable ? ["null", field.type].sort() : field.type,
    ...(format && { format }),
    ...(values.length > 0 && { [sent ? "enum" : "x-extensible-enum"]: values }),
    ...evidence,
  };
}

function expectedRequest(page: Page, known: BeyondOperation): Json {
  const required = Object.keys(page.request).filter((name) => page.request[name]?.required);
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    properties: mapValues(page.request, (field, name) => expectedField(field, known.request[name], true)),
    additionalProperties: false,
    ...(known.requireAnyOf && { "x-require-any-of": known.requireAnyOf }),
    ...(known.requestEvidence && { "x-evidence": known.requestEvidence }),
  };
}

function expectedReply(page: Page, known: BeyondOperation): Json {
  // The pages list the techniques only where they may be sent; the same list holds for what comes back.
  const lists: Json = { ...pages.updateDataEntry?.request };
  const required = Object.keys(page.reply).filter(
    (name) => !page.reply[name]?.exampleOnly && !known.reply[name]?.mayBeAbsent,
  );
  return {
    type: "object",
    required: required.sort(),
    properties: mapValues(page.reply, (field, name) =>
      expectedField({ ...(lists[name] as PageField), ...field }, known.reply[name], false),
    ),
  };
}

function expectedFailure({ evidence, headers }: (typeof failures)[string]): Json {
  return {
    content: { [mediaType]: { "x-evidence": errorBodyEvidence } },
    ...(headers && {
      headers: Object.fromEntries(
        headers.map((name) => [name, { schema: { type: "string" }, "x-evidence": evidence }]),
      ),
    }),
    "x-evidence": evidence,
  };
}

function expectedOperation(operationId: string, page: Page): Json {
  const known = beyond[operationId] ?? { identifiedBy: {}, request: {}, reply: {} };
  return {
    operationId,
    method: page.method,
    path: page.path,
    externalDocs: { description: page.title, url: page.url },
    parameters: Object.entries(page.pathParameters).map(([name, { type, uuid, required }]) => ({
      name,
      in: "path",
      required,
      schema: { type, ...(uuid && { format: "uuid" }) },
    })),
    requestBody: { required: true, content: { [mediaType]: expectedRequest(page, known) } },
    responses: {
      200: {
        content: { [mediaType]: expectedReply(page, known) },
        ...(known.successEvidence && { "x-evidence": known.successEvidence }),
      },
      ...mapValues(failures, expectedFailure),
    },
    "x-identified-by": known.identifiedBy,
  };
}

export function expectedContract(): Json {
  return {
    openapi: "3.1.0",
    servers: [{ url: origin }],
    security: [{ ApiKey: [] }],
    securitySchemes: {
      ApiKey: { type: "apiKey", in: "header", name: keyHeader, "x-evidence": keyEvidence },
    },
    operations: Object.entries(pages).map(([operationId, page]) => expectedOperation(operationId, page)),
  };
}
