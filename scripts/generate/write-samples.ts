// Writes `samples/`: for every request payload one runnable program in curl, Python and TypeScript.
// Each prints the reply as JSON and reads ATOMSCALE_API_KEY and ATOMSCALE_API_ENDPOINT.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Description, listOperations, type ResolvedOperation } from "./description.ts";

export const languages = [
  { lang: "Shell", label: "curl", extension: "sh" },
  { lang: "Python", label: "Python", extension: "py" },
  { lang: "TypeScript", label: "TypeScript", extension: "ts" },
] as const;

type Extension = (typeof languages)[number]["extension"];

interface Call {
  operation: ResolvedOperation;
  /** Body of the request as its payload file holds it. */
  body: string;
  /** Path with the examples of its parameters filled in. */
  path: string;
  server: string;
}

/** Splits JSON into strings and what lies between them, and maps each; so a literal keeps the file's layout. */
function mapTokens(
  json: string,
  text: (token: string, isKey: boolean) => string,
  rest: (token: string) => string,
) {
  return json.replace(
    /("(?:[^"\\]|\\.)*")(\s*:)?|[^"]+/g,
    (token, string: string | undefined, colon: string | undefined) =>
      string === undefined ? rest(token) : text(string, colon !== undefined) + (colon ?? ""),
  );
}

// A string of JSON holds no line break, so line breaks are layout and nothing else.
function withTrailingCommas(literal: string): string {
  return literal.replace(/([^\s,[{])(?=\n\s*[\]}])/g, "$1,");
}

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}

// A redirect is not followed here, in Python or by the client: it would carry the key and the change elsewhere.
function writeShell({ operation, path, body, server }: Call): string {
  return `curl --fail-with-body --request ${operation.method} \\
  "\${ATOMSCALE_API_ENDPOINT:-${server}}${path}" \\
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \\
  --header "Content-Type: application/json" \\
  --data '${body.replaceAll("'", `'\\''`)}'
`;
}

// Python's standard library: nothing to install, and unlike `requests` it follows no redirect of a PATCH.
function writePython({ operation, path, body, server }: Call): string {
  const words: Record<string, string> = { true: "True", false: "False", null: "None" };
  const literal = mapTokens(
    body,
    (string) => string,
    (rest) => rest.replace(/true|false|null/g, (word) => words[word] ?? word),
  );
  return `import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "${server}")
changes = ${withTrailingCommas(literal).replace(/\n( +)/g, "\n$1$1")}

request = urllib.request.Request(
    endpoint + "${path}",
    method="${operation.method}",
    headers={
        "X-API-KEY": os.environ["ATOMSCALE_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(changes).encode(),
)
with urllib.request.urlopen(request, timeout=30) as reply:
    print(json.dumps(json.load(reply), indent=2))
`;
}

function writeTypeScript({ operation, body }: Call): string {
  const literal = withTrailingCommas(
    mapTokens(
      body,
      (string, isKey) => (isKey && /^"[A-Za-z_$][\w$]*"$/.test(string) ? string.slice(1, -1) : string),
      (rest) => rest,
    ),
  );
  const ids = operation.parameters.map(({ name, example }) => `${name}: ${JSON.stringify(example)}`);
  const path =
    ids.length > 1 ? `{\n    ${ids.join(",\n    ")},\n  }` : ids.length > 0 ? `{ ${ids.join()} }` : undefined;
  const call =
    path === undefined
      ? `${operation.operationId}(${literal})`
      : `${operation.operationId}(\n  ${path},\n  ${indent(literal, "  ")},\n)`;
  return `import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.${call};
console.log(JSON.stringify(reply, null, 2));
`;
}

const writers: Record<Extension, (call: Call) => string> = {
  sh: writeShell,
  py: writePython,
  ts: writeTypeScript,
};

/** Path of an operation with the examples of its parameters filled in. */
export function filledPath(operation: ResolvedOperation): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((candidate) => candidate.name === name);
    if (parameter?.example === undefined) throw new Error(`Path parameter ${name} has no example.`);
    return encodeURIComponent(String(parameter.example));
  });
}

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
      for (const { extension } of languages) {
        const call = { operation, body, path: filledPath(operation), server };
        await writeFile(join(target, `${name}.${extension}`), writers[extension](call));
      }
    }
  }
}
