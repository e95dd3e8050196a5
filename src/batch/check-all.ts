import { operations } from "../../generated/operations.ts";
import type { AtomscaleError, Issue } from "../errors.ts";
import { guard } from "../guard.ts";
import { refusal } from "../messages.ts";
import { faultOfPromise } from "../promise.ts";
import { unknownName } from "../words.ts";
import { type RecordName, recordIdOf } from "./record-order.ts";
import type { Update, UpdateOperation, Updates } from "./update.ts";

const GUARD = { closed: true, pathName: "path" };

/** An update that was read once and checked, so that a later change of the given object changes nothing. */
export interface CheckedUpdate extends RecordName {
  readonly index: number;
  readonly ref: unknown;
  /** Path parameters; undefined where the body names the record. */
  readonly path: Readonly<Record<string, string>> | undefined;
  /** JSON text of the patch. */
  readonly body: string;
  /** The patch as it travels. */
  readonly patch: Readonly<Record<string, unknown>>;
}

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
    const checked = checkUpdate(position++, update);
    if ("error" in checked) yield checked;
  }
}

/** Reads and checks one update; never throws, however odd the update is. */
export function checkUpdate(index: number, given: unknown): CheckedUpdate | Refusal {
  let issues: readonly Issue[] | undefined;
  let ref: unknown;
  let operation = "update" as UpdateOperation;
  try {
    const update = given as Update;
    ref = update.ref;
    operation = `${update.operation || operation}`;
    if (Object.hasOwn(operations, operation)) {
      const { parameters } = operations[operation];
      const guarded = guard(operations[operation], update.path, update.patch, GUARD);
      issues = guarded.issues;
      if (issues.length === 0) {
        const { ids, body } = guarded;
        const path = Object.fromEntries(parameters.map((name) => [name, ids[name] as string]));
        const patch = JSON.parse(body) as Record<string, unknown>;
        const recordId = recordIdOf(operation, path, patch);
        return {
          index,
          ref,
          operation,
          recordId,
          path: parameters.length > 0 ? path : undefined,
          body,
          patch,
        };
      }
    } else if (update.operation) {
      issues = [{ pointer: "/operation", message: unknownName(operation, Object.keys(operations)) }];
    }
  } catch {
    // What throws when it is read is said below to be no update.
  }
  issues ??= [{ pointer: "", message: faultOfPromise(given) ?? "is no { operation, path, patch }" }];
  return { index, ref, operation, error: refusal(operation, { issues }, []) };
}
