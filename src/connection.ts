// What the platform's own errors say about a connection.
import type { Cause } from "./causes.ts";

// System calls that come before a connection.
const CONNECTING: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

/** Codes of a certificate whose authority the platform does not know. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Codes of Node, Bun, undici and OpenSSL for a connection that did not come about. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  ...UNTRUSTED,
  // https://nodejs.org/api/tls.html#x509-certificate-error-codes
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "ECONNREFUSED",
  "EMFILE",
  "ERR_ACCESS_DENIED",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Messages of errors without a code: a blocked port in Node and Deno, and a handshake that was cut short. */
const NO_CONNECTION_MESSAGE =
  /^bad port$|^Fetch failed: Requests to port \d+ are blocked|before secure TLS connection was established/;

/** Words for codes whose own message says little. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "the connection was refused"],
  ["ECONNRESET", "the connection was reset"],
  ["ENOTFOUND", "the host name does not resolve"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "the port does not speak TLS"],
]);

/**
 * Tells whether the platform's fetch reports that no connection came about, so that nothing can have been sent.
 *
 * Only the shapes of Node and of Bun since 1.4 are trusted. Deno, earlier releases of Bun and browsers send a request
 * again by themselves when a reused connection drops, so that their last error says nothing about the first try.
 */
export function hasNoConnection(causes: readonly Cause[] = []): boolean {
  const [outer, inner, first] = causes;
  // Deno asks for its permission before it does anything else.
  if (outer?.name === "NotCapable") return true;
  if (outer?.name !== "TypeError") return false;
  // Where a name has several addresses, Node collects an error for each of them. Bun's error has no cause.
  const cause = inner?.name === "AggregateError" ? first : (inner ?? outer);
  if (cause === undefined || (inner && outer.message !== "fetch failed")) return false;
  return (
    CONNECTING.has(cause.syscall) ||
    NO_CONNECTION.has(cause.code) ||
    NO_CONNECTION_MESSAGE.test(cause.message) ||
    causes.some(({ message }) => /^Proxy response \(\d+\) !== 200/.test(message))
  );
}

/** Tells whether a certificate comes from an authority that the platform does not know. */
export function isUntrusted(causes: readonly Cause[] = []): boolean {
  return causes.some(({ code }) => UNTRUSTED.has(code));
}

/** Says why something failed, by the innermost error that does; its code follows in parentheses. */
export function describeCauses(causes: readonly Cause[]): string {
  const { code = "", message = "" }: Partial<Cause> =
    causes.findLast((cause) => cause.code || cause.message) ?? {};
  const words = WORDS.get(code) ?? message;
  return code && !words.includes(code) ? `${words} (${code})` : words;
}
