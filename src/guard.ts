import type { Operation } from "../generated/operations.ts";
import type { Issue } from "./errors.ts";
import { faultOfPromise, ignoreRejection } from "./promise.ts";
import { report, serializePatch, startWalk, stepTo, type Walk } from "./serialize.ts";
import { describe, unknownName } from "./words.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){4}[\da-f]{8}$/i;

/** Request that the guard has read; to be sent only where `issues` is empty. */
export interface GuardedRequest {
  /** Path with its ids, to follow the base URL. */
  readonly pathname: string;
  /** Patch as JSON text. */
  readonly body: string;
  /** Values that identify the record, by path parameter or body field. */
  readonly ids: Readonly<Record<string, string>>;
  /** Every fault of the request. */
  readonly issues: readonly Issue[];
}

/** How strictly a request is read, and how its parts are called. */
export interface GuardOptions {
  /** Whether fields that the description does not know are refused. */
  readonly closed: boolean;
  /** What the user knows the path parameters as. */
  readonly pathName: string;
}

/** Reads ids and patch of an update, and lists all that would do harm. Never throws. */
export function guard(
  operation: Operation,
  path: unknown,
  patch: unknown,
  { closed, pathName }: GuardOptions,
): GuardedRequest {
  const walk = startWalk();
  ignoreRejection(path);
  const ids = readIds(walk, operation, path, pathName);
  let pathname = operation.path;
  for (const name of operation.parameters) pathname = pathname.replace(`{${name}}`, ids[name] ?? "");

  const members = serializePatch(walk, patch, operation.fields);
  const json: string[] = [];
  for (const [name, text] of members ?? []) {
    json.push(`${JSON.stringify(name)}:${text}`);
    if (text && Object.hasOwn(operation.identifiedBy, name)) ids[name] = String(JSON.parse(text));
  }
  if (members) {
    const names = [...members.keys()];
    if (closed) reportUnknown(walk, names, Object.keys(operation.fields));
    reportMissing(walk, names, operation);
  }
  return { pathname, body: `{${json}}`, ids, issues: walk.issues };
}

function readIds(
  walk: Walk,
  { parameters }: Operation,
  path: unknown,
  pathName: string,
): Record<string, string> {
  const ids: Record<string, string> = {};
  try {
    for (const name of parameters) {
      const id = isObject(path) && Object.hasOwn(path, name) ? path[name] : undefined;
      if (typeof id === "string" && UUID.test(id)) ids[name] = id;
      else report(walk, stepTo(name), faultOfId(path, name, id, parameters, pathName));
    }
    if (isObject(path)) reportUnknown(walk, Object.keys(path), parameters);
  } catch {
    report(walk, stepTo(parameters[0] ?? ""), "throws when it is read");
  }
  return ids;
}

function faultOfId(
  path: unknown,
  name: string,
  id: unknown,
  parameters: readonly string[],
  pathName: string,
): string {
  if (id !== undefined) return faultOfPromise(id) ?? `must be a UUID, not ${describe(id)}`;
  if (isObject(path) && !Object.hasOwn(path, name) && name in path) {
    return "is inherited; it must be a field of the object itself";
  }
  const shape = `{ ${parameters.map((name) => `${name}: "…"`).join(", ")} }`;
  return `is missing; pass ${shape} as ${pathName}${isObject(path) ? "" : `, not ${describe(path)}`}`;
}

function reportUnknown(walk: Walk, names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    if (!known.includes(name)) report(walk, stepTo(name), unknownName(name, known));
  }
}

function reportMissing(walk: Walk, names: readonly string[], operation: Operation): void {
  if (names.every((name) => Object.hasOwn(operation.identifiedBy, name))) {
    report(walk, "", "has no field to change");
  }
  for (const choice of operation.requireAnyOf) {
    if (!choice.some((name) => names.includes(name))) report(walk, "", `lacks ${choice.join(" or ")}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
