import type { Call } from "./call.ts";

// A redirect is not followed here, in Python or by the client: it would carry the key and the change elsewhere.
export function writeShell({ operation, path, body, server }: Call): string {
  return `curl --fail-with-body --request ${operation.method} \\
  "\${ATOMSCALE_API_ENDPOINT:-${server}}${path}" \\
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \\
  --header "Content-Type: application/json" \\
  --data '${body.replaceAll("'", `'\\''`)}'
`;
}
