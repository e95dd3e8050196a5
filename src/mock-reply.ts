import { examples } from "../generated/examples.ts";
import type { OperationId } from "../generated/operations.ts";
import { operations } from "../generated/operations.ts";
import { readIdentity } from "./mock-records.ts";

/** Reply for one request: a named example of the description, or a reply of your own. */
export interface MockReply {
  /** HTTP status. Defaults to 200. */
  readonly status?: number;
  /** Name of an example of the description, such as `documented`. Defaults to the first of the status. */
  readonly example?: string;
  /** Body to send as JSON in place of an example; a string is sent as it is. */
  readonly body?: unknown;
  /** Headers to add to the reply, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as the mock received it. */
export interface MockCall {
  /** `operationId` of the update, such as `updateDataEntry`. */
  readonly operationId: OperationId;
  /** HTTP method, in upper case. */
  readonly method: string;
  /** Path as sent, below the base URL. */
  readonly path: string;
  /** Values of the path parameters by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Headers by lower-case name, the API key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body, parsed. */
  readonly body: unknown;
}

type Examples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function examplesOf(operationId: string, status: number): Readonly<Record<string, unknown>> {
  const replies = (examples as Readonly<Record<string, Examples>>)[operationId] as Examples;
  return replies[status] ?? (status >= 400 ? replies.default : undefined) ?? {};
}

/** Throws where a reply names an example or a status that no operation has. */
export function checkReply({ status = 200, example, body }: MockReply): void {
  if (body !== undefined) return;
  const known = Object.keys(operations).flatMap((id) => Object.keys(examplesOf(id, status)));
  if (known.length === 0) {
    throw new RangeError(`The description has no reply with status ${status}; give the step a body.`);
  }
  if (example !== undefined && !known.includes(example)) {
    const names = [...new Set(known)].join(", ");
    throw new RangeError(`No reply with status ${status} is named ${example}; known are ${names}.`);
  }
}

/** Makes the response to a call. */
export function reply(call: MockCall, { status = 200, example, body, headers }: MockReply): Response {
  const { operationId } = call;
  const known = examplesOf(operationId, status);
  const name = example ?? Object.keys(known)[0];
  if (body === undefined && (name === undefined || !Object.hasOwn(known, name))) {
    const names = Object.keys(known).join(", ");
    throw new RangeError(
      `${operationId} has no reply with status ${status} named ${name}; known are ${names}.`,
    );
  }
  const content = body ?? adapt(known[name as string], status, call);
  const text = typeof body === "string" ? body : JSON.stringify(content);
  // These three may have no body, not even an empty one: https://fetch.spec.whatwg.org/#null-body-status
  const empty = [204, 205, 304].includes(status);
  return new Response(empty ? null : text, {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

/** Adapts the example of a record to a request, so that it is the one that was asked for. */
function adapt(example: unknown, status: number, { operationId, pathParameters, body }: MockCall): unknown {
  if (status >= 300) return example;
  return { ...Object(example), ...readIdentity(operationId, pathParameters, body) };
}
