// Writes what to send to the mock.
import { readFile } from "node:fs/promises";
import { type Description, fillPath, listOperations, pathParametersOf } from "../generate/description.ts";

const bundle = new URL("../../generated/openapi.json", import.meta.url);

/** One line of curl per operation, ready to be pasted. */
export async function writeCurlLines(url: string): Promise<string[]> {
  const description = JSON.parse(await readFile(bundle, "utf8")) as Description;
  return listOperations(description).map((operation) => {
    const payload = Object.values(operation.request.examples)[0]?.value;
    const body = JSON.stringify(payload).replaceAll("'", `'\\''`);
    return `curl -X ${operation.method} '${url}${fillPath(operation, pathParametersOf(operation))}' -H 'X-API-KEY: any' -H 'Content-Type: application/json' -d '${body}'`;
  });
}
