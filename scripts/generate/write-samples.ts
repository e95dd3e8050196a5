// Writes `samples/`: for every request payload one runnable program in curl, Python and TypeScript.
// Each prints the reply as JSON and reads ATOMSCALE_API_KEY and ATOMSCALE_API_ENDPOINT.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Description, fillPath, listOperations, pathParametersOf } from "./description.ts";
import type { Call } from "./samples/call.ts";
import { writePython } from "./samples/python.ts";
import { writeShell } from "./samples/shell.ts";
import { writeTypeScript } from "./samples/typescript.ts";

export const languages = [
  { lang: "Shell", label: "curl", extension: "sh" },
  { lang: "Python", label: "Python", extension: "py" },
  { lang: "TypeScript", label: "TypeScript", extension: "ts" },
] as const;

type Extension = (typeof languages)[number]["extension"];

const writers: Record<Extension, (call: Call) => string> = {
  sh: writeShell,
  py: writePython,
  ts: writeTypeScript,
};

export async function writeSamples(description: Description, folder: string): Promise<void> {
  const payloads = fileURLToPath(new URL("../../openapi/examples/", import.meta.url));
  const server = description.servers[0]?.url;
  if (server === undefined) throw new Error("The bundle names no server.");
  for (const operation of listOperations(description)) {
    const target = join(folder, operation.operationId);
    await mkdir(target, { recursive: true });
    for (const name of Object.keys(operation.request.examples)) {
      const file = join(payloads, operation.operationId, `${name}.request.json`);
      const body = (await readFile(file, "utf8")).trim();
      const ids = pathParametersOf(operation, name);
      for (const { extension } of languages) {
        const call = { operation, body, ids, path: fillPath(operation, ids), server };
        await writeFile(join(target, `${name}.${extension}`), writers[extension](call));
      }
    }
  }
}
