// Cases in which no reply comes, because no connection came about or because it was lost. Data only, for every runtime.
import { type Entry, type FaultCase, head, type Network, reply } from "./case.ts";
import { recordText } from "./record-cases.ts";

const code = "connection-failed";
const ONCE = { maxRetries: 0 };

// Nothing can have been sent, and the platform says so.
const CERTAIN = { code, outcome: "not-applied", attempts: 1, requests: 0 } as const;

const none: FaultCase[] = [
  {
    when: "the connection is refused",
    entry: "refused",
    end: { ...CERTAIN, attempts: 3, says: ["ECONNREFUSED", "Nothing was changed"] },
  },
  ...(
    [
      ["the name does not resolve", "unresolvable", "plain", ["nothing.invalid", "ENOTFOUND"]],
      ["the port is one that fetch blocks", "blocked", "plain", []],
      ["https goes to a port that speaks http", "tls-to-plain-port", "plain", ["does not speak TLS"]],
      ["the server is too old for the platform's TLS", "tls-old", "trusting", []],
      ["the connection ends within the handshake", "handshake-closed", "plain", []],
      ["the certificate is self-signed", "tls-self-signed", "plain", ["NODE_EXTRA_CA_CERTS"]],
      ["the certificate is from an unknown authority", "tls", "plain", ["NODE_EXTRA_CA_CERTS"]],
      // Of these two the authority is known, so that the one fault is what the case is about.
      ["the certificate is expired", "tls-expired", "trusting", ["CERT_HAS_EXPIRED"]],
      ["the certificate is another host's", "tls-other-host", "trusting", ["altnames"]],
      ["a proxy refuses the tunnel", "tls", "proxied", ["407"]],
    ] as [string, Entry, Network, string[]][]
  ).map(([when, entry, network, says]) => ({
    when,
    entry,
    network,
    limits: ONCE,
    end: { ...CERTAIN, says },
  })),
];

// The platform shows the same error as for a reset after sending.
const LOST = { code, outcome: "unknown" } as const;

const lost: FaultCase[] = [
  {
    when: "a reset comes within the handshake",
    entry: "handshake-reset",
    limits: ONCE,
    end: { ...LOST, attempts: 1, requests: 0 },
  },
  {
    when: "a reset comes before the headers",
    server: [{ next: "reset" }],
    end: { ...LOST, attempts: 3, says: ["ECONNRESET", "3 attempts", "may have been applied"] },
  },
  {
    when: "the connection ends before the headers",
    server: [{ next: "close" }],
    end: { ...LOST, attempts: 3 },
  },
  ...(["reset", "close"] as const).map((next) => ({
    when: `${next === "reset" ? "a reset comes" : "the connection ends"} within the headers`,
    server: [{ send: () => "HTTP/1.1 200 OK\r\nconte", next }],
    end: { ...LOST, attempts: 3 },
  })),
  ...(
    [
      ["the reply is not HTTP", "220 ready\r\n\r\n"],
      ["the status is below 100", "HTTP/1.1 099 Odd\r\n\r\n{}"],
      ["no more than an informational status comes", "HTTP/1.1 103 Early Hints\r\n\r\n"],
      ["the name of a header of the reply is none", `${head(200).slice(0, -2)}x(y): 1\r\n\r\n{}`],
      ["a header of the reply holds a NUL", `${head(200).slice(0, -2)}x-a: \0\r\n\r\n{}`],
    ] as const
  ).map(([when, text]) => ({
    when,
    server: [{ send: () => text, next: "close" as const }],
    limits: ONCE,
    end: { ...LOST, attempts: 1 },
  })),
  {
    when: "the headers are larger than any client takes",
    server: [reply(200, recordText, "application/json", { "x-large": "x".repeat(400_000) })],
    limits: ONCE,
    end: { ...LOST, attempts: 1 },
  },
];

export const connectionCases: readonly FaultCase[] = [...none, ...lost];
