import { type Call, mapTokens, withTrailingCommas } from "./call.ts";

// Python's standard library: nothing to install, and unlike `requests` it follows no redirect of a PATCH.
export function writePython({ operation, path, body, server }: Call): string {
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
