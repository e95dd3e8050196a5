// Faults that are planted in the client one at a time, each of which the machine must find. Data only.

export interface PlantedFault {
  /** What the faulty client does. */
  readonly does: string;
  /** File of src/. */
  readonly file: string;
  /** Text that occurs exactly once in it, and what takes its place. */
  readonly text: string;
  readonly replacement: string;
}

const plant = (file: string, does: string, text: string, replacement: string): PlantedFault => ({
  file,
  does,
  text,
  replacement,
});

export const plantedFaults: readonly PlantedFault[] = [
  plant(
    "verdict.ts",
    "takes 425, 460 and 499 for refusals",
    "new Set([408, 425, 460, 499])",
    "new Set([408])",
  ),
  plant("verdict.ts", "takes 408 for a refusal", "new Set([408, 425, 460, 499])", "new Set([425, 460, 499])"),
  plant(
    "verdict.ts",
    "takes 301 to 303 for refusals",
    "new Set([307, 308])",
    "new Set([301, 302, 303, 307, 308])",
  ),
  plant(
    "reply.ts",
    "trusts a status behind a redirect that was followed",
    'readProperty(source, "redirected") === true',
    "false",
  ),
  plant(
    "verdict.ts",
    "takes any success for applied",
    "new Set([200, 201, 204])",
    "new Set([200, 201, 202, 203, 204, 206, 207])",
  ),
  plant("verdict.ts", "takes a page of HTML that is cut for applied", " && !isHtml", ""),
  plant("verdict.ts", "takes foreign bodies for applied", 'shown === "part"', "shown !== undefined"),
  plant(
    "verdict.ts",
    "resolves a record of any success",
    "(status === 200 || status === 201)",
    "status < 300",
  ),
  plant("verdict.ts", "takes 5xx for refusals", "status < 500 && !DOUBTFUL", "status < 600 && !DOUBTFUL"),
  plant(
    "verdict.ts",
    "takes statuses beyond 599 for refusals",
    "status < 500 && !DOUBTFUL",
    "(status < 500 || status > 599) && !DOUBTFUL",
  ),
  plant(
    "verdict.ts",
    "takes a time limit after sending for not-applied",
    'return { code: end, outcome: "unknown" }',
    'return { code: end, outcome: end === "timed-out" ? "not-applied" : "unknown" }',
  ),
  plant(
    "verdict.ts",
    "takes an abort after sending for not-applied",
    'return { code: end, outcome: "unknown" }',
    'return { code: end, outcome: end === "aborted" ? "not-applied" : "unknown" }',
  ),
  plant(
    "verdict.ts",
    "takes every lost connection for not-applied",
    'facts.isUnsent ? "not-applied" : "unknown"',
    '"not-applied"',
  ),
  plant(
    "verdict.ts",
    "doubts every lost connection",
    'facts.isUnsent ? "not-applied" : "unknown"',
    '"unknown"',
  ),
  plant(
    "attempt.ts",
    "believes connection errors of a user's own fetch",
    "isPlatformFetch ? hasNoConnection(causes) : causes",
    "hasNoConnection(causes) || causes",
  ),
  plant("causes.ts", "believes an inherited `sent`", 'Object.hasOwn(Object(error), "sent") && ', ""),
  plant(
    "causes.ts",
    "believes any falsy `sent`",
    'readProperty(error, "sent") === false',
    '!readProperty(error, "sent")',
  ),
  plant("attempt.ts", "forgets that it has sent", "sent = pending !== undefined", "sent = false"),
  plant(
    "attempt.ts",
    "forgets that it has sent when a limit ends the wait",
    "return { sent, ...answer,",
    "return { sent: sent && !answer.end, ...answer,",
  ),
  plant("attempt.ts", "follows redirects", 'redirect: "manual"', 'redirect: "follow"'),
  plant(
    "attempt.ts",
    "counts a request while the key is awaited",
    "{ sent: false, ...asked, isKeyAwaited",
    "{ sent: true, ...asked, isKeyAwaited",
  ),
  plant(
    "send.ts",
    "lets the last attempt decide",
    'if (outcome === "not-applied" || verdict.outcome === "applied") outcome',
    "outcome",
  ),
  plant(
    "send.ts",
    "counts only attempts that got a reply",
    "if (facts.sent) attempts += 1",
    "if (facts.reply) attempts += 1",
  ),
  plant("send.ts", "numbers attempts that were not sent", "attempt: attempts", "attempt: number"),
  plant("send.ts", "retries once too often", "number <= maxRetries &&", "number <= maxRetries + 1 &&"),
  plant("guard.ts", "takes any text for a UUID", " && UUID.test(id)", ""),
  plant(
    "guard.ts",
    "writes an id into the path that is not the one given",
    "ids[name] = id;",
    'ids[name] = id.replace("4b01", "4b02");',
  ),
  plant("guard.ts", "sends a request with a fault", "issues: walk.issues }", "issues: [] }"),
  plant("serialize.ts", "sends NaN", 'type === "number" && !Number.isFinite(value)', "false"),
  plant("serialize.ts", "sends a value of another type", "if (types && !accepted", "if (!types && !accepted"),
  plant(
    "record.ts",
    "resolves another record",
    'if (shown.some(([expected = "", id]) => !isSameId(expected, id))) return',
    "if (!record) return",
  ),
  plant("record.ts", "takes an id in capital letters for another one", ".toLowerCase()", ""),
  plant(
    "record.ts",
    "resolves any JSON object",
    "shown.length > 0 || countFields(operation, whole) >= 2",
    "true",
  ),
  plant(
    "record.ts",
    "takes any text for a part of a record",
    'startsWith("{")) return "other"',
    'startsWith("{")) return "part"',
  ),
  plant(
    "record.ts",
    "takes a part of another record for one of the record",
    "if (shown.some(",
    "if (whole && shown.some(",
  ),
  plant(
    "record.ts",
    "takes another operation's record for its own",
    "if (!isOwnKind(operation, record)) return",
    "if (!operation) return",
  ),
  plant(
    "reply.ts",
    "waits for a body without a limit",
    "await deadline.race(() => reader.read())",
    "{ value: await reader.read() }",
  ),
  plant(
    "connection.ts",
    "takes a reset for a connection that never was",
    '"ERR_ACCESS_DENIED"',
    '"ERR_ACCESS_DENIED", "ECONNRESET", "UND_ERR_SOCKET"',
  ),
  plant("connection.ts", "doubts a port that does not speak TLS", '  "ERR_SSL_WRONG_VERSION_NUMBER",\n', ""),
  plant(
    "deadline.ts",
    "does not listen to the signal",
    "signal && onAbort(signal",
    "undefined && onAbort(signal as never",
  ),
  plant(
    "deadline.ts",
    "takes the listener of all calls away when one ends",
    "if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;",
    "shared.listeners.delete(listener);",
  ),
  plant("deadline.ts", "does not end at its limit", "    settle?.(ended);\n", ""),
  plant("client.ts", "resolves a record that is not settled", " && result.code === undefined", ""),
  plant(
    "fetch-client.ts",
    "sends a request with a fault through createFetchClient",
    "checked.issues.length > 0",
    "checked.issues.length > 1e9",
  ),
  plant(
    "fetch-client.ts",
    "loses the signal of a call through createFetchClient",
    "settings: { ...settings, signal: stop.signal }",
    "settings: { ...settings, signal: undefined as never }",
  ),
  plant("response.ts", "returns an unreadable success", " || (status < 400 && code !== undefined)", ""),
];
