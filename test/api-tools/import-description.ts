// Imports the description into the tools that send requests, with the packages that the tools themselves import with.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** One request as a tool is ready to send it. */
export interface ImportedRequest {
  readonly method: string;
  /** URL of the request, with the tool's own marks for variables and path parameters. */
  readonly url: string;
  /** Values that the tool fills into path parameters. */
  readonly ids: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface Imported {
  readonly requests: readonly ImportedRequest[];
  /** Base URL that the tool takes from the description. */
  readonly baseUrl: unknown;
  /** Header of the key, and where the tool takes its value from. */
  readonly auth: unknown;
}

export type FileName = "openapi.json" | "openapi-3.0.json";

// biome-ignore lint/suspicious/noExplicitAny: these packages have no types, or types of their own for each tool.
type Untyped = any;

const require = createRequire(import.meta.url);
const pathOf = (file: FileName): string => fileURLToPath(new URL(`../../generated/${file}`, import.meta.url));
const read = (file: FileName): string => readFileSync(pathOf(file), "utf8");
const parse = (text: unknown): unknown => (text ? JSON.parse(`${text}`) : undefined);
const leaves = (item: Untyped): Untyped[] => (item.item ?? item.items)?.flatMap(leaves) ?? [item];
const toObject = (list: Untyped[] = [], name = "name"): Record<string, unknown> =>
  Object.fromEntries(list.map((each) => [each[name], each.value]));

export async function importIntoBruno(file: FileName): Promise<Imported> {
  const { openApiToBruno } = require("@usebruno/converters");
  const collection: Untyped = await openApiToBruno(JSON.parse(read(file)));
  return {
    requests: leaves(collection).map(({ request }) => ({
      method: request.method,
      url: request.url,
      ids: toObject(request.params),
      body: parse(request.body.json),
    })),
    baseUrl: toObject(collection.environments[0].variables).baseUrl,
    auth: collection.root.request.auth.apikey,
  };
}

export async function importIntoPostman(
  file: FileName,
  parametersResolution: "Example" | "Schema",
): Promise<Imported> {
  const input = { type: "string", data: read(file) };
  const { convertV2 } = require("openapi-to-postmanv2");
  const converted: Untyped = await new Promise((resolve, reject) =>
    convertV2(input, { parametersResolution }, (error: unknown, done: unknown) =>
      error ? reject(error) : resolve(done),
    ),
  );
  const collection = converted.output[0].data;
  return {
    requests: leaves(collection).map(({ request }) => ({
      method: request.method,
      url: `{{baseUrl}}/${request.url.path.join("/")}`,
      ids: toObject(request.url.variable, "key"),
      body: parse(request.body.raw),
    })),
    baseUrl: toObject(collection.variable, "key").baseUrl,
    auth: toObject(collection.auth.apikey, "key"),
  };
}

export async function importIntoInsomnia(file: FileName): Promise<Imported> {
  const { convert } = require("insomnia-importers");
  const { resources } = (await convert(read(file))).data as Untyped;
  const requests = resources.filter((it: Untyped) => it._type === "request");
  const [, environment] = resources.filter((it: Untyped) => it._type === "environment");
  return {
    requests: requests.map(({ method, url, body }: Untyped) => ({
      method,
      url,
      ids: {},
      body: parse(body.text),
    })),
    baseUrl: `${environment.data.scheme}://${environment.data.host}${environment.data.base_path}`,
    auth: toObject(requests[0].headers),
  };
}

/** Scalar's own functions for the body and the parameters; it adds base URL and key when a request is sent. */
export async function importIntoScalar(file: FileName): Promise<Pick<Imported, "requests">> {
  const { getExample, getExampleFromBody } = await import("@scalar/workspace-store/request-example");
  const description = JSON.parse(read(file));
  const resolve = (node: Untyped): Untyped => {
    if (Array.isArray(node)) return node.map(resolve);
    if (typeof node !== "object" || node === null) return node;
    if (typeof node.$ref !== "string")
      return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, resolve(value)]));
    const names: string[] = node.$ref.slice(2).split("/");
    return resolve(names.reduce((found, name) => found[name], description));
  };
  const requests = Object.entries<Untyped>(description.paths).flatMap(([url, item]) =>
    Object.entries<Untyped>(resolve(item)).map(([method, { requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      url,
      ids: Object.fromEntries(
        parameters.map((it: Untyped) => [it.name, getExample(it, undefined, undefined)?.value]),
      ),
      body: getExampleFromBody(requestBody, "application/json", "", undefined, description.openapi)?.value,
    })),
  );
  return { requests };
}

export interface Tool {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly baseUrl: string;
  readonly required: readonly string[];
  readonly patch: { readonly properties: object; readonly additionalProperties: unknown };
  readonly security: unknown;
}

export async function makeMcpTools(file: FileName): Promise<Tool[]> {
  const api = pathToFileURL(require.resolve("openapi-mcp-generator").replace(/index\.js$/, "api.js")).href;
  const { getToolsFromOpenApi } = await import(api);
  const tools: Untyped[] = await getToolsFromOpenApi(pathOf(file), { dereference: true });
  return tools.map(({ name, method, pathTemplate, baseUrl, inputSchema, securityRequirements }) => ({
    name,
    method,
    path: pathTemplate,
    baseUrl,
    required: inputSchema.required,
    patch: inputSchema.properties.requestBody,
    security: securityRequirements,
  }));
}
