// Lets a reply of the description show the record that was asked for, so that no client takes it for another one.
import { type Description, listOperations, type ResolvedOperation } from "../generate/description.ts";

interface Request {
  method: string;
  path: string;
  body: unknown;
}

/** Path parameters and top-level fields of the request, by name. */
function partsOf(
  { path: template }: ResolvedOperation,
  { path, body }: Request,
): Record<string, unknown> | undefined {
  const pattern = template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const match = new RegExp(`^${pattern}$`).exec(path);
  return match === null ? undefined : { ...(body as object), ...match.groups };
}

const comparable = (id: unknown): string => String(id).toLowerCase();

/** The reply with the ids of the request, unless it shows the same ones already. */
export function nameRecord(description: Description, request: Request, reply: unknown): unknown {
  for (const operation of listOperations(description)) {
    const parts = operation.method === request.method ? partsOf(operation, request) : undefined;
    if (parts === undefined) continue;
    const named = Object.entries(operation["x-identified-by"]).flatMap(([name, field]) => {
      const id = parts[name];
      const isShown =
        id === undefined || comparable(id) === comparable((reply as Record<string, unknown>)[field]);
      return isShown ? [] : [[field, typeof id === "string" ? id.toLowerCase() : id]];
    });
    return { ...(reply as object), ...Object.fromEntries(named) };
  }
  return reply;
}
