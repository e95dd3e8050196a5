// Writes `openapi-3.0.json`: the bundle said again in OpenAPI 3.0, for generators that cannot read 3.1.
// Refuses what it does not know to say in 3.0, rather than let it pass unsaid.
import { type Description, listOperations, resolve } from "./description.ts";

type Json = Record<string, unknown>;

/** Keywords that mean the same in both versions and hold no schema. */
const unchanged = new Set([
  "default",
  "deprecated",
  "description",
  "enum",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "readOnly",
  "required",
  "title",
  "uniqueItems",
  "writeOnly",
]);

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(value: unknown, convert: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(value as Json).map(([key, entry]) => [key, convert(entry, key)]));
}

function convertType(type: unknown, at: string): Json {
  const types = [type].flat();
  const [name, ...others] = types.filter((entry) => entry !== "null");
  if (typeof name !== "string" || others.length > 0) {
    throw new Error(`${at}: 3.0 has no word for the type ${JSON.stringify(type)}.`);
  }
  return types.includes("null") ? { type: name, nullable: true } : { type: name };
}

function isNull(schema: unknown): boolean {
  return isObject(schema) && schema.type === "null";
}

/** A schema or null: 3.0 has no type of null, but a word beside the type of the schema. */
function convertNullable([only, ...others]: Json[], schema: Json, at: string): Json {
  if (only === undefined || others.length > 0 || "$ref" in only || "type" in schema) {
    throw new Error(`${at}: 3.0 has no word for null beside anything but one schema.`);
  }
  return { ...only, nullable: true };
}

/** `exclusiveMinimum: 0` is `minimum: 0, exclusiveMinimum: true` in 3.0. */
function convertBound(keyword: string, value: unknown, schema: Json, at: string): Json {
  const inclusive = keyword === "exclusiveMinimum" ? "minimum" : "maximum";
  if (typeof value !== "number" || inclusive in schema) {
    throw new Error(`${at}: 3.0 has no word for ${keyword} ${JSON.stringify(value)} beside ${inclusive}.`);
  }
  return { [inclusive]: value, [keyword]: true };
}

function convertKeyword(keyword: string, value: unknown, schema: Json, at: string): Json {
  if (unchanged.has(keyword) || keyword.startsWith("x-")) return { [keyword]: value };
  switch (keyword) {
    case "type":
      return convertType(value, at);
    case "const":
      if (value === null) throw new Error(`${at}: 3.0 has no word for null alone.`);
      return { enum: [value] };
    case "examples":
      return { example: (value as unknown[])[0] };
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return convertBound(keyword, value, schema, at);
    case "properties":
      return { properties: mapValues(value, (entry, name) => convertSchema(entry, `${at}/${name}`)) };
    case "additionalProperties":
      return { additionalProperties: typeof value === "boolean" ? value : convertSchema(value, at) };
    case "items":
    case "not":
      return { [keyword]: convertSchema(value, at) };
    case "anyOf":
    case "oneOf": {
      const branches = (value as unknown[]).filter((entry) => !isNull(entry));
      const converted = branches.map((entry, i) => convertSchema(entry, `${at}/${i}`));
      if (branches.length === (value as unknown[]).length) return { [keyword]: converted };
      return convertNullable(converted, schema, at);
    }
    case "allOf":
      return { [keyword]: (value as unknown[]).map((entry, i) => convertSchema(entry, `${at}/${i}`)) };
    default:
      throw new Error(`${at}: ${keyword} is not known to be sayable in OpenAPI 3.0.`);
  }
}

function convertReference(reference: Json, at: string): Json {
  if (Object.keys(reference).length > 1) throw new Error(`${at}: 3.0 ignores what stands beside $ref.`);
  return reference;
}

function convertSchema(schema: unknown, pointer: string): Json {
  if (!isObject(schema)) throw new Error(`${pointer}: 3.0 has no boolean schemas.`);
  if ("$ref" in schema) return convertReference(schema, pointer);
  return Object.assign(
    {},
    ...Object.entries(schema).map(([keyword, value]) =>
      convertKeyword(keyword, value, schema, `${pointer}/${keyword}`),
    ),
  ) as Json;
}

/** Copies what is not a schema. Words of 3.1 outside of schemas are left to the lint of the result. */
function convertNode(node: unknown, pointer: string): unknown {
  if (Array.isArray(node)) return node.map((entry, i) => convertNode(entry, `${pointer}/${i}`));
  if (!isObject(node)) return node;
  if ("$ref" in node) return convertReference(node, pointer);
  return mapValues(node, (value, key) => {
    const at = `${pointer}/${key}`;
    if (key === "schema") return convertSchema(value, at);
    if (pointer === "/components/schemas") return convertSchema(value, at);
    const isPayload = key === "example" || key === "examples" || key.startsWith("x-");
    return isPayload ? value : convertNode(value, at);
  });
}

function convertLicense(license: unknown): unknown {
  if (!isObject(license) || license.identifier === undefined) return license;
  const { identifier, ...rest } = license;
  return { ...rest, url: `https://spdx.org/licenses/${identifier}.html` };
}

/**
 * Gives each schema of a request body the first payload as its example. Tools that import 3.0 make a request from the
 * schema where it has none, with every field in it, and a field that is sent is a field that is changed.
 */
function addRequestExamples(description: Description): void {
  for (const { path, method } of listOperations(description)) {
    const content = description.paths[path]?.[method.toLowerCase()]?.requestBody.content["application/json"];
    const [first] = Object.values(content?.examples ?? {});
    if (content && first) Object.assign(resolve(description, content.schema), { example: first.value });
  }
}

export function writeOpenapi30(bundle: string): string {
  const { info, ...rest } = JSON.parse(bundle) as { info: Json };
  const converted = convertNode({ ...rest, openapi: "3.0.3" }, "") as Json;
  addRequestExamples(converted as unknown as Description);
  const description = {
    openapi: converted.openapi,
    info: { ...info, license: convertLicense(info.license) },
    ...converted,
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}
