// The payload files of openapi/examples/, for the tests that walk the folder.
import { readdirSync, readFileSync } from "node:fs";
import {
  type Description,
  listOperations,
  pathParametersOf,
  type ResolvedOperation,
} from "../../scripts/generate/description.ts";
import type { OperationId } from "./call-operation.ts";

const folder = new URL("../../openapi/examples/", import.meta.url);
const bundle = new URL("../../generated/openapi.json", import.meta.url);

function readJson(path: string | URL): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), "utf8"));
}

export const description = readJson(bundle) as Description;

/** One request payload, with the reply of the same name and the path parameters of its story. */
export interface Update {
  readonly operation: ResolvedOperation & { readonly operationId: OperationId };
  readonly name: string;
  readonly path: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
  readonly reply: Readonly<Record<string, unknown>>;
}

export const updates: readonly Update[] = listOperations(description).flatMap((operation) =>
  readdirSync(new URL(operation.operationId, folder))
    .filter((file) => file.endsWith(".request.json"))
    .map((file) => {
      const name = file.replace(".request.json", "");
      const read = (kind: string) =>
        readJson(`${operation.operationId}/${name}.${kind}.json`) as Update["request"];
      return {
        operation: operation as Update["operation"],
        name,
        path: pathParametersOf(operation, name),
        request: read("request"),
        reply: read("200"),
      };
    }),
);

/** One error payload that the operations share. */
export interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
}

export const refusals: readonly Refusal[] = readdirSync(new URL("errors", folder)).map((file) => {
  const [name = "", status = ""] = file.split(".");
  return { name, status: Number(status), body: readJson(`errors/${file}`) };
});
