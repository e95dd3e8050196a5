// Writes `vectors.json`: each request payload and each documented failure as one exchange on the wire,
// so that a client in any language can prove itself against the mock. docs/other-languages.md explains the fields.
import {
  type Description,
  fillPath,
  listOperations,
  pathParametersOf,
  type ResolvedOperation,
} from "./description.ts";

/** One request, exactly as it travels, and the reply to it. */
export interface Vector {
  operationId: string;
  /** Name of the payload that makes this vector: of the request where it succeeds, of the reply where it fails. */
  name: string;
  method: string;
  pathTemplate: string;
  path: string;
  pathParameters: Record<string, string>;
  body: unknown;
  status: number;
  reply: unknown;
  /** Value of the `Prefer` header that makes Prism give this reply. */
  prefer: string;
}

export interface Vectors {
  title: string;
  version: string;
  keyHeader: string;
  vectors: Vector[];
}

type Exchange = Pick<Vector, "name" | "body" | "status" | "reply">;

function successes({ operationId, request, responses }: ResolvedOperation): Exchange[] {
  const replies = responses["200"]?.content["application/json"]?.examples ?? {};
  return Object.entries(request.examples).map(([name, { value: body }]) => {
    const reply = replies[name];
    if (reply === undefined) throw new Error(`${operationId}: the request ${name} has no reply of its name.`);
    return { name, body, status: 200, reply: reply.value };
  });
}

/** Hexadecimal digits of a UUID may be capitals in a request; the reply shows them in lower case, as RFC 9562 asks. */
function inCapitals(operation: ResolvedOperation): [Exchange, Record<string, string>, string][] {
  const [exchange] = successes(operation).toReversed();
  if (exchange === undefined || operation.parameters.length === 0) return [];
  const ids = Object.entries(pathParametersOf(operation, exchange.name)).map(([name, id]) => [
    name,
    id.toUpperCase(),
  ]);
  return [[{ ...exchange, name: "ids-in-capitals" }, Object.fromEntries(ids), exchange.name]];
}

/** Statuses of the payloads of `default`, by payload name, as the names of the payload files state them. */
export type DefaultStatuses = Record<string, number>;

function failures(operation: ResolvedOperation, defaultStatuses: DefaultStatuses): Exchange[] {
  const { operationId, request, responses } = operation;
  const [body] = Object.values(request.examples).map(({ value }) => value);
  if (body === undefined) throw new Error(`${operationId} has no request payload.`);
  return Object.entries(responses)
    .filter(([key]) => !key.startsWith("2"))
    .flatMap(([key, { content }]) =>
      Object.entries(content["application/json"]?.examples ?? {}).map(([name, { value: reply }]) => {
        const status = key === "default" ? defaultStatuses[name] : Number(key);
        if (!status) throw new Error(`${operationId}: the reply ${name} to ${key} has no status of its own.`);
        return { name, body, status, reply };
      }),
    );
}

export function listVectors(description: Description, defaultStatuses: DefaultStatuses): Vector[] {
  const vectors = listOperations(description).flatMap((operation) => {
    const write = (exchange: Exchange, pathParameters: Record<string, string>, example: string): Vector => ({
      operationId: operation.operationId,
      name: exchange.name,
      method: operation.method,
      pathTemplate: operation.path,
      path: fillPath(operation, pathParameters),
      pathParameters,
      body: exchange.body,
      status: exchange.status,
      reply: exchange.reply,
      prefer: `code=${exchange.status}, example=${example}`,
    });
    return [
      ...successes(operation).map((exchange) =>
        write(exchange, pathParametersOf(operation, exchange.name), exchange.name),
      ),
      ...inCapitals(operation).map(([exchange, ids, example]) => write(exchange, ids, example)),
      ...failures(operation, defaultStatuses).map((exchange) =>
        write(exchange, pathParametersOf(operation), exchange.name),
      ),
    ];
  });
  const names = vectors.map(({ operationId, name }) => `${operationId} ${name}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`Several payloads make the vector ${twice.join(", ")}.`);
  return vectors;
}

function keyHeaderOf(description: Description): string {
  const [requirement = {}] = description.security;
  const [scheme = ""] = Object.keys(requirement);
  const key = description.components.securitySchemes[scheme];
  if (key?.type !== "apiKey" || key.in !== "header") throw new Error("The vectors need a key in a header.");
  return key.name;
}

export function writeVectors(description: Description, defaultStatuses: DefaultStatuses): string {
  const { title, version } = description.info;
  const vectors: Vectors = {
    title,
    version,
    keyHeader: keyHeaderOf(description),
    vectors: listVectors(description, defaultStatuses),
  };
  return `${JSON.stringify(vectors, null, 2)}\n`;
}
