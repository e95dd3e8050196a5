import type { AtomscaleMethods } from "../generated/client.ts";
import { type OperationId, operations } from "../generated/operations.ts";
import { guard } from "./guard.ts";
import { failure, refusal } from "./messages.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { send } from "./send.ts";
import { createSettingsReader, keysOf } from "./settings.ts";

const GUARD = { closed: true, pathName: "the first argument" };

/** The updates of the Atomscale API that the description holds, a method for each operation. */
export interface AtomscaleClient extends AtomscaleMethods<CallOptions> {}

/**
 * Creates a client for three update operations of the Atomscale API.
 *
 * It never fails: options are checked, and the environment is read, at the first call.
 * Time limits are in milliseconds: 30,000 for one attempt and 120,000 for a whole call unless told otherwise.
 *
 * @param options - Key, address, limits and the like; see {@link ClientOptions}.
 * @see {@link https://docs.atomscale.ai/api-reference/authentication}
 */
export function createClient(options: ClientOptions = {}): AtomscaleClient {
  const settingsOf = createSettingsReader(options);

  async function update(
    operationId: OperationId,
    path: unknown,
    patch: unknown,
    callOptions: unknown,
    site: Error,
  ): Promise<unknown> {
    const settings = settingsOf(callOptions);
    if ("fault" in settings) throw refusal(operationId, settings, keysOf(options), site);
    const operation = operations[operationId];
    const { issues, pathname, body, ids } = guard(operation, path, patch, GUARD);
    if (issues.length > 0) throw refusal(operationId, { issues }, keysOf(settings), site);

    const url = settings.baseUrl + pathname;
    const call = {
      settings,
      operationId,
      operation,
      method: operation.method,
      url,
      headers: settings.headers,
      body,
      ids,
    };
    const result = await send(call);
    if (typeof result.facts.shown === "object" && result.code === undefined) return result.facts.shown.record;
    throw failure(call, result, site);
  }

  const methods = Object.entries(operations).map(([operationId, { parameters }]) => {
    const method = (...given: readonly unknown[]): Promise<unknown> => {
      const [path, patch, callOptions] = parameters.length > 0 ? given : [{}, ...given];
      // Its stack begins at the user's own line, where that of an error made later would not.
      return update(operationId as OperationId, path, patch, callOptions, new Error());
    };
    return [operationId, method];
  });
  return Object.fromEntries(methods) as AtomscaleClient;
}
