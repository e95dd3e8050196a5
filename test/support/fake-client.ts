// A client of the user's own that answers each update by a script, on whatever clock the test has, and logs every call.
import type { AtomscaleClient, ErrorCode, Outcome } from "../../src/index.ts";
import { operationIds, parametersOf } from "./call-operation.ts";

export type Answer =
  | { readonly kind: "applied" | "throws" | "no-error"; readonly afterMs: number }
  | {
      readonly kind: "fails";
      readonly afterMs: number;
      readonly code: ErrorCode;
      readonly outcome: Outcome;
      readonly status?: number;
      readonly retryAfterMs?: number;
    };

export interface LoggedCall {
  /** Position of the update, which its patch carries. */
  readonly index: number;
  readonly operation: keyof AtomscaleClient;
  readonly values: readonly unknown[];
  readonly answer: Answer;
  readonly startedAt: number;
  /** Number of calls under way when this one began, itself included. */
  readonly active: number;
  endedAt?: number;
}

/** Makes an error that the client is known by, with the properties of the real one. */
export function failure(details: {
  code: ErrorCode;
  outcome: Outcome;
  status?: number;
  retryAfterMs?: number;
  attempts?: number;
}): Error {
  const { status, ...rest } = details;
  const response = status === undefined ? {} : { response: { status, headers: {}, body: undefined } };
  return Object.assign(new Error(`${details.code} ${status ?? ""}`), {
    [Symbol.for("atomscale-client.AtomscaleError")]: true,
    operationId: "updateDataEntry",
    attempts: 1,
    ...rest,
    ...response,
  });
}

/** `indexOf` finds the update's position in its patch, so that a call is known by it. */
export function fakeClient(
  scriptOf: (index: number, attempt: number) => Answer,
  indexOf: (patch: Record<string, unknown>) => number,
) {
  const calls: LoggedCall[] = [];
  const attempts = new Map<number, number>();
  let active = 0;

  function call(operation: keyof AtomscaleClient, values: readonly unknown[]): Promise<never> {
    const patch = values[parametersOf(operation).length > 0 ? 1 : 0] as Record<string, unknown>;
    const index = indexOf(patch);
    const attempt = attempts.get(index) ?? 0;
    attempts.set(index, attempt + 1);
    const answer = scriptOf(index, attempt);
    active += 1;
    const logged: LoggedCall = { index, operation, values, answer, startedAt: performance.now(), active };
    calls.push(logged);
    const end = (): void => {
      active -= 1;
      logged.endedAt = performance.now();
    };
    if (answer.kind === "throws") {
      end();
      throw new RangeError("thrown at once");
    }
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        end();
        if (answer.kind === "applied") resolve({ id: index } as never);
        else if (answer.kind === "fails") reject(failure(answer));
        else reject(undefined);
      }, answer.afterMs);
    });
  }

  const methods = operationIds.map((id) => [id, (...values: unknown[]) => call(id, values)]);
  const client = Object.fromEntries(methods) as AtomscaleClient;
  return { client, calls, active: () => active };
}
