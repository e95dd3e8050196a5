import type { ErrorCode, Outcome } from "./errors.ts";
import type { Shown } from "./record.ts";
import { type Content, isRedirect, type Reply } from "./reply.ts";

/** What is known of one attempt. */
export interface Facts extends Partial<Content> {
  /** Why the request could not be made, to follow "was not sent: ". */
  readonly setupFault?: string | undefined;
  /** Whether the attempt ended while the key was awaited. */
  readonly isKeyAwaited?: boolean | undefined;
  /** Whether fetch was called. */
  readonly sent: boolean;
  /** Whether the error of fetch says for certain that nothing was sent. */
  readonly isUnsent?: boolean | undefined;
  readonly reply?: Reply | undefined;
  /** What the body of a success shows. */
  readonly shown?: Shown | undefined;
  /** Whether the headers announce a page of HTML. */
  readonly isHtml?: boolean | undefined;
}

/** What an attempt means: no code where it returned the record. */
export interface Verdict {
  readonly code: ErrorCode | undefined;
  readonly outcome: Outcome;
}

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [422, "unprocessable"],
  [429, "rate-limited"],
]);

// Servers and proxies send these after they have passed the request on: timeout, too early, client closed.
const DOUBTFUL_REFUSALS: ReadonlySet<number> = new Set([408, 425, 460, 499]);

// Only these ask for the same request again, so that the one that was sent has done nothing.
const UNDONE_REDIRECTS: ReadonlySet<number | undefined> = new Set([307, 308]);

const STATUSES_OF_APPLIED: ReadonlySet<number> = new Set([200, 201, 204]);

/** Judges an attempt: what failed, and whether the record was changed. The table in the guide is this function. */
export function judge(facts: Facts): Verdict {
  const { setupFault, sent, reply, end } = facts;
  if (setupFault !== undefined) return { code: "invalid-config", outcome: "not-applied" };
  if (!sent) return { code: end ?? "connection-failed", outcome: "not-applied" };
  if (reply === undefined) {
    if (end) return { code: end, outcome: "unknown" };
    return { code: "connection-failed", outcome: facts.isUnsent ? "not-applied" : "unknown" };
  }

  const { status } = reply;
  if (isRedirect(reply)) {
    const isUndone = !reply.isFollowed && UNDONE_REDIRECTS.has(status);
    return { code: "redirect-refused", outcome: isUndone ? "not-applied" : "unknown" };
  }
  if (status === undefined) return { code: "connection-failed", outcome: "unknown" };
  if (status < 300) return judgeSuccess(status, facts);
  // A refusal whose body did not arrive in time is a refusal all the same.
  const code = end === "aborted" ? end : (CODES.get(status) ?? (status < 500 ? "rejected" : "server-error"));
  return { code, outcome: status < 500 && !DOUBTFUL_REFUSALS.has(status) ? "not-applied" : "unknown" };
}

function judgeSuccess(status: number, { shown, isHtml, end }: Facts): Verdict {
  if (typeof shown === "object" && (status === 200 || status === 201))
    return { code: undefined, outcome: "applied" };
  const isApplied = STATUSES_OF_APPLIED.has(status) && shown === "part" && !isHtml;
  return { code: end ?? "unreadable-reply", outcome: isApplied ? "applied" : "unknown" };
}
