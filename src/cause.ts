// How the runtimes say that no connection came about, so that nothing can have been sent. Refused, unresolved and
// untrusted come as codes from Node and Bun; Deno's HTTP library only says "client error (Connect)".
const UNSENT =
  /REFUSED$|^ENOTFOUND$|^EAI_AGAIN$|CONNECT_TIMEOUT$|CERT(_|$)|LEAF_SIGNATURE$|client error \(Connect\)/i;

/** Lists an error and the errors that it was caused by, innermost first. */
function chain(error: unknown): (Error & { code?: unknown })[] {
  const links: Error[] = [];
  for (let link = error; link instanceof Error && links.length < 9; link = link.cause) links.unshift(link);
  return links;
}

/** Tells whether a failed fetch certainly sent nothing; when unsure, it did send. */
export function isUnsent(error: unknown): boolean {
  return chain(error).some(({ code, message }) => UNSENT.test(`${code ?? message}`));
}

/** Says in a few words why something failed: the innermost code, else the innermost message. */
export function describeCause(error: unknown): string {
  const links = chain(error);
  const text = links.find(({ code }) => code)?.code ?? links[0]?.message ?? error;
  return typeof text === "string" ? text : "";
}

/** Copies an error by what is known to be harmless; fetch implementations put whole requests into theirs. */
export function copyCause(error: unknown, clean: (text: string) => string): Error | undefined {
  let copy: Error | undefined;
  for (const { name, message, code } of chain(error)) {
    copy = Object.assign(
      new Error(clean(message), copy && { cause: copy }),
      { name: clean(`${name}`) },
      code !== undefined && { code: clean(`${code}`) },
    );
  }
  return copy;
}

/** Makes a function that removes keys from a text, also where the text is JSON and had to escape them. */
export function cleaner(keys: readonly string[]): (text: string) => string {
  return (text) => {
    let clean = text;
    for (const key of keys) {
      for (const form of [key, JSON.stringify(key).slice(1, -1)]) clean = clean.replaceAll(form, "[API key]");
    }
    return clean;
  };
}
