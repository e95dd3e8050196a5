// What the platform's own errors say about a connection.
import type { Cause } from "./causes.ts";

// System calls that come before a connection.
const CONNECTING: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

const UNTRUSTED = "the certificate is not trusted";
const NOT_TLS = "the port does not speak a known TLS";

/** Codes of Node, undici and OpenSSL for a connection that did not come about, and what they mean. */
const NO_CONNECTION: ReadonlyMap<string, string> = new Map([
  ["UND_ERR_CONNECT_TIMEOUT", "the connection timed out"],
  ["ERR_ACCESS_DENIED", "this process may not use the network"],
  ["CERT_HAS_EXPIRED", "the certificate has expired"],
  ["CERT_NOT_YET_VALID", "the certificate is not valid yet"],
  ["CERT_REVOKED", "the certificate was revoked"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate belongs to another host"],
  ["CERT_CHAIN_TOO_LONG", UNTRUSTED],
  ["CERT_REJECTED", UNTRUSTED],
  ["CERT_SIGNATURE_FAILURE", UNTRUSTED],
  ["CERT_UNTRUSTED", UNTRUSTED],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNTRUSTED],
  ["INVALID_CA", UNTRUSTED],
  ["INVALID_PURPOSE", UNTRUSTED],
  ["PATH_LENGTH_EXCEEDED", UNTRUSTED],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNTRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT", UNTRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", UNTRUSTED],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", UNTRUSTED],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", NOT_TLS],
  ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", NOT_TLS],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", NOT_TLS],
  ["ERR_SSL_UNSUPPORTED_PROTOCOL", NOT_TLS],
  ["ERR_SSL_WRONG_VERSION_NUMBER", NOT_TLS],
]);

/** Codes that say nothing about what was sent before. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["EAI_AGAIN", "the name server did not answer"],
  ["ECONNREFUSED", "the connection was refused"],
  ["ECONNRESET", "the connection was reset"],
  ["EHOSTUNREACH", "the host cannot be reached"],
  ["EMFILE", "this process has too many connections or files open"],
  ["ENETUNREACH", "the network cannot be reached"],
  ["ENOTFOUND", "the name of the host does not resolve"],
  ["ETIMEDOUT", "the connection timed out"],
  ["UND_ERR_SOCKET", "the connection was closed"],
]);

/**
 * Tells whether the platform's fetch reports that no connection came about, so that nothing can have been sent.
 *
 * Node alone says so in a way that can be trusted: Deno, Bun and browsers send a request again by themselves when a
 * reused connection drops, so that their last error says nothing about the first try.
 */
export function hasNoConnection([outer, inner, first]: readonly Cause[]): boolean {
  // Deno asks for its permission before it does anything else.
  if (outer?.name === "NotCapable") return true;
  if (outer?.name !== "TypeError" || outer.message !== "fetch failed") return false;
  // Where a name has several addresses, Node collects an error for each of them.
  const cause = inner?.name === "AggregateError" ? first : inner;
  if (cause === undefined) return false;
  return (
    CONNECTING.has(cause.syscall) ||
    NO_CONNECTION.has(cause.code) ||
    cause.message === "bad port" ||
    cause.message.startsWith("Client network socket disconnected before secure TLS connection") ||
    /^Proxy response \(\d{1,9}\) !== 200 when HTTP Tunneling$/.test(cause.message)
  );
}

/** Tells whether a certificate comes from an authority that the platform does not know. */
export function isUntrusted(causes: readonly Cause[]): boolean {
  return causes.some(({ code }) => NO_CONNECTION.get(code) === UNTRUSTED);
}

/** Says in words why something failed, by the innermost error; its code follows in parentheses. */
export function describeCauses(causes: readonly Cause[]): string {
  const coded = causes.findLast(({ code }) => code !== "");
  const { message = "" } = causes.findLast((cause) => cause.message !== "") ?? {};
  if (coded === undefined) return message;
  const words = MEANINGS.get(coded.code) ?? NO_CONNECTION.get(coded.code) ?? coded.message;
  return words.includes(coded.code) ? words : `${words} (${coded.code})`.trim();
}
