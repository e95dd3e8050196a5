// Writes what to send to the mock.
import { readFile } from "node:fs/promises";
import { type Description, fillPath, listOperations, pathParametersOf } from "../generate/description.ts";

const bundle = new URL("../../generated/openapi.json", import.meta.url);

/** One curl command per operation, ready to be pasted, and what makes the mock give another of its replies. */
export async function writeCurlLines(url: string): Promise<string[]> {
  const description = JSON.parse(await readFile(bundle, "utf8")) as Description;
  return listOperations(description).map((operation) => {
    const payload = Object.values(operation.request.examples)[0]?.value;
    const [, ...others] = Object.keys(
      operation.responses["200"]?.content["application/json"]?.examples ?? {},
    );
    const body = JSON.stringify(payload).replaceAll("'", `'\\''`);
    const hint = `  For another reply add -H 'Prefer: example=NAME'; NAME is ${others.join(", ")}.`;
    const curl = `curl -X ${operation.method} '${url}${fillPath(operation, pathParametersOf(operation))}' -H 'X-API-KEY: any' -H 'Content-Type: application/json' -d '${body}'`;
    return others.length > 0 ? `${curl}\n${hint}` : curl;
  });
}
