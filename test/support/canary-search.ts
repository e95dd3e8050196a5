// Searches everything that a program could do with a value, or come to print of it, for a text.
import { inspect } from "node:util";

/** Lists where a text is found in a value; an empty list is what the canary suite wants. */
export function findIn(given: unknown, text: string): string[] {
  const found: string[] = [];
  const look = (where: string, make: () => unknown): void => {
    let seen: unknown;
    try {
      seen = make();
    } catch {
      return;
    }
    // A getter of a platform class may answer an odd receiver with a promise that rejects.
    if (seen instanceof Promise) seen.catch(() => {});
    if (String(seen).includes(text)) found.push(where);
  };
  look("inspect", () => inspect(given, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }));
  look("String", () => String(given));
  look("JSON", () => JSON.stringify(given));
  look("toJSON", () =>
    inspect((given as { toJSON(): unknown }).toJSON(), { depth: Number.POSITIVE_INFINITY }),
  );
  look("structuredClone", () =>
    inspect(structuredClone(given), { depth: Number.POSITIVE_INFINITY, showHidden: true }),
  );
  look("spread", () => JSON.stringify({ ...(given as object) }));

  const known = new Set<unknown>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string" || typeof value === "symbol") look(path, () => String(value));
    if (typeof value === "function") look(path, () => String(value));
    if ((typeof value !== "object" && typeof value !== "function") || value === null || known.has(value))
      return;
    known.add(value);
    if (value instanceof Headers)
      for (const [name, line] of value) walk(`${name}: ${line}`, `${path}.${name}`);
    if (value instanceof Map || value instanceof Set) for (const entry of value) walk(entry, `${path}[]`);
    for (const key of Reflect.ownKeys(value)) {
      look(`${path} has the key`, () => key);
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      walk(descriptor?.value, `${path}.${String(key)}`);
      if (descriptor?.get) look(`${path}.${String(key)}`, () => descriptor.get?.call(value));
    }
    walk(Object.getPrototypeOf(value), path);
  };
  walk(given, "value");
  return found;
}
