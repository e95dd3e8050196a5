/** A change of the core that no test notices, and why none can or need. */
export interface Survivor {
  readonly file: string;
  /** Line of the source, without its indent. */
  readonly line: string;
  /** What is replaced; the first line of it where it is longer. */
  readonly code: string;
  readonly replacement: string;
  readonly reason: string;
}

export const survivors: readonly Survivor[] = [
  {
    file: "src/body.ts",
    line: "return copyText(redactor.cutText(content.slice(0, BODY_LIMIT + LONGEST_FORM)).slice(0, BODY_LIMIT));",
    code: "content.slice(0, BODY_LIMIT + LONGEST_FORM)",
    replacement: "content",
    reason: "It limits the work only: what is kept is cut again.",
  },
  {
    file: "src/body.ts",
    line: "const issues = (Array.isArray(detail) ? detail : []).slice(0, MAX_ISSUES).flatMap((fault: unknown) => {",
    code: "[]",
    replacement: '["Stryker was here"]',
    reason: "A text among the faults has no message, so it is left out.",
  },
  {
    file: "src/causes.ts",
    line: "} catch {",
    code: "{",
    replacement: "{}",
    reason: "The end of the function returns undefined, which is what is meant or counts as it.",
  },
  {
    file: "src/client.ts",
    line: 'if (typeof result.facts.shown === "object" && result.code === undefined) return result.facts.shown.record;',
    code: 'typeof result.facts.shown === "object"',
    replacement: "true",
    reason: "A result without a code has a record; only the type does not say so.",
  },
  {
    file: "src/connection.ts",
    line: "export function hasNoConnection(causes: readonly Cause[] = []): boolean {",
    code: "[]",
    replacement: '["Stryker was here"]',
    reason: "A text is no TypeError.",
  },
  {
    file: "src/connection.ts",
    line: "export function isUntrusted(causes: readonly Cause[] = []): boolean {",
    code: "[]",
    replacement: '["Stryker was here"]',
    reason: "A text has no code.",
  },
  {
    file: "src/deadline.ts",
    line: 'if (performance.now() > endsAt) finish("timed-out");',
    code: "performance.now() > endsAt",
    replacement: "performance.now() >= endsAt",
    reason: "At the very moment both are right.",
  },
  {
    file: "src/messages.ts",
    line: 'const { code = "unreadable-reply", outcome, attempts, keys } = result;',
    code: '"unreadable-reply"',
    replacement: '""',
    reason: "A result that failed has a code; only the type does not say so.",
  },
  {
    file: "src/record.ts",
    line: 'if (shown.some(([expected = "", id]) => !isSameId(expected, id))) return "other";',
    code: '""',
    replacement: '"Stryker was here!"',
    reason: "Fields without a value were left out before; only the type does not say so.",
  },
  {
    file: "src/reply.ts",
    line: 'if (typeof text !== "function") return { text: "", isWhole: false };',
    code: "false",
    replacement: "true",
    reason: "An empty text is no record, whole or not.",
  },
  {
    file: "src/serialize.ts",
    line: 'const [types = "", typesOfMembers] = type.split(" of ");',
    code: '""',
    replacement: '"Stryker was here!"',
    reason: "A split text has a first part; only the type does not say so.",
  },
  {
    file: "src/verdict.ts",
    line: 'if (!sent) return { code: end ?? "connection-failed", outcome: "not-applied" };',
    code: '"connection-failed"',
    replacement: '""',
    reason: "Without a fault of the set-up only an end keeps a request from being sent.",
  },
];
