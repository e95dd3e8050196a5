import { operations } from "../../generated/operations.ts";
import type { AtomscaleError, Issue } from "../errors.ts";
import { guard } from "../guard.ts";
import { refusal } from "../messages.ts";
import type { Update, UpdateOperation, Updates } from "./update.ts";

/** An update that was read once and checked, so that a later change of the given object changes nothing. */
export interface CheckedUpdate {
  readonly index: number;
  readonly ref: unknown;
  readonly operation: UpdateOperation;
  /** Path parameters; undefined where the body names the record. */
  readonly path: Readonly<Record<string, string>> | undefined;
  /** JSON text of the patch. */
  readonly body: string;
  /** The patch as it travels. */
  readonly patch: object;
  /** Why the update would be refused before anything is sent. */
  readonly error: AtomscaleError | undefined;
}

type Checked = Pick<CheckedUpdate, "path" | "body" | "patch">;

/** What the client would refuse of one update before it sends anything. */
export interface Refusal {
  /** Position of the update among those given; the first is 0. */
  readonly index: number;
  /** `ref` of the update, as it was given. */
  readonly ref: unknown;
  /** `operationId` of the update. */
  readonly operation: UpdateOperation;
  /** Names every fault of the update, with its JSON pointer. */
  readonly error: AtomscaleError;
}

/**
 * Checks updates as the client does before it sends one, without a client, a key or a network, and yields each refusal.
 *
 * @param updates - Any iterable or async iterable of updates.
 * @example
 * ```ts
 * for await (const { index, error } of checkAll(updates)) console.error(index, error.message);
 * ```
 */
export async function* checkAll(updates: Updates): AsyncGenerator<Refusal, void, undefined> {
  let position = 0;
  for await (const update of updates) {
    const { index, ref, operation, error } = checkUpdate(position++, update);
    if (error) yield { index, ref, operation, error };
  }
}

/** Reads and checks one update; never throws, however odd the update is. */
export function checkUpdate(index: number, given: unknown): CheckedUpdate {
  const issues: Issue[] = [];
  let operation = "update";
  let ref: unknown;
  let checked: Checked = { path: undefined, body: "", patch: {} };
  try {
    const update = given as Update;
    ref = update.ref;
    operation = `${update.operation}`;
    if (Object.hasOwn(operations, operation)) {
      checked = check(operation as UpdateOperation, update.path, update.patch, issues);
    } else {
      const known = Object.keys(operations).join(", ");
      issues.push({ pointer: "/operation", message: `is unknown; known are ${known}` });
    }
  } catch {
    issues.push({ pointer: "", message: "cannot be read as { operation, path, patch }" });
  }
  const error = issues[0] && refusal(operation, { issues }, []);
  return { index, ref, operation: operation as UpdateOperation, ...checked, error };
}

/** Puts the guard of the client to one update, and adds what it finds to `issues`. */
function check(operationId: UpdateOperation, path: unknown, patch: unknown, issues: Issue[]): Checked {
  const operation = operations[operationId];
  const { parameters } = operation;
  const guarded = guard(operation, path ?? {}, patch, { closed: true, pathName: "path" });
  issues.push(...guarded.issues);
  const ids = Object.entries(guarded.ids).filter(([name]) => parameters.includes(name));
  const isSound = guarded.issues.length === 0;
  return {
    path: parameters.length > 0 ? Object.fromEntries(ids) : undefined,
    body: guarded.body,
    patch: isSound ? JSON.parse(guarded.body) : {},
  };
}
