// Codes of failures before a connection stands, so that nothing of the request can have been sent.
const NOT_SENT = new RegExp(
  "^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|" + // Node
    "ConnectionRefused|" + // Bun
    // OpenSSL, by way of Node and Bun: the handshake ends before the request begins
    "CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|" +
    "UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|ERR_TLS_CERT_ALTNAME_INVALID)$",
);

// Deno gives no code; its HTTP library says "client error (Connect)" for name, connection and handshake alike.
const NOT_SENT_IN_WORDS = /client error \(Connect\)/;

const KEPT = ["code", "syscall", "hostname", "address", "port"] as const;

/** Lists an error and the errors that it was caused by, outermost first. */
function* chain(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 8) return;
  yield error;
  if (error instanceof AggregateError) for (const inner of error.errors) yield* chain(inner, depth + 1);
  yield* chain(error.cause, depth + 1);
}

/** Tells whether a failed fetch certainly sent nothing. When unsure, it did send. */
export function isUnsent(error: unknown): boolean {
  return [...chain(error)].some(
    (link) =>
      NOT_SENT.test(String((link as { code?: unknown }).code)) || NOT_SENT_IN_WORDS.test(link.message),
  );
}

/** Says in a few words why a connection failed: the innermost code, else the innermost message. */
export function describeFailure(error: unknown): string {
  const links = [...chain(error)];
  const coded = links.findLast((link) => typeof (link as { code?: unknown }).code === "string");
  if (coded) return String((coded as { code?: unknown }).code);
  return links.at(-1)?.message || String(error);
}

/** Removes keys from a text, also where the text is JSON and had to escape them. */
export function redact(text: string, keys: Iterable<string>): string {
  let clean = text;
  for (const key of keys) {
    for (const form of [key, JSON.stringify(key).slice(1, -1)]) clean = clean.replaceAll(form, "[API key]");
  }
  return clean;
}

/** Copies an error by what is known to be harmless; fetch implementations put whole requests into theirs. */
export function copyCause(error: unknown, keys: Iterable<string>, depth = 0): unknown {
  if (!(error instanceof Error)) return error === undefined ? undefined : redact(String(error), keys);
  if (depth > 8) return undefined;
  const cause = error.cause === undefined ? undefined : copyCause(error.cause, keys, depth + 1);
  const copy = new Error(redact(error.message, keys), cause === undefined ? {} : { cause });
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = redact(error.stack, keys);
  for (const name of KEPT) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === "string") Object.assign(copy, { [name]: redact(value, keys) });
    else if (typeof value === "number") Object.assign(copy, { [name]: value });
  }
  return copy;
}
