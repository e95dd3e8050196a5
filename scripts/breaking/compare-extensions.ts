// Compares the extensions of two bundles, which `redocly diff` passes over where their value is a list or an object.

export interface ExtensionChange {
  path: string;
  property: string;
  base: unknown;
  revision: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Lists extensions that both bundles, or only one of them, hold at a place that both have. */
export function compareExtensions(base: unknown, revision: unknown, path = "#"): ExtensionChange[] {
  if (!isObject(base) || !isObject(revision)) return [];
  return [...new Set([...Object.keys(base), ...Object.keys(revision)])].flatMap((key) => {
    const [from, to] = [base[key], revision[key]];
    if (!key.startsWith("x-")) {
      const segment = key.replaceAll("~", "~0").replaceAll("/", "~1");
      return compareExtensions(from, to, `${path}/${segment}`);
    }
    const isSame = JSON.stringify(from) === JSON.stringify(to);
    return isSame ? [] : [{ path, property: key, base: from, revision: to }];
  });
}
