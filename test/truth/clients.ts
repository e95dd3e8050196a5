// The one place that says which client the machine drives by default; runtimes and planted faults bring their own.
import { createClient, createFetchClient, isAtomscaleError } from "../../src/index.ts";

/** What the machine uses of the package. */
export interface Clients {
  readonly createClient: typeof createClient;
  readonly createFetchClient: typeof createFetchClient;
  readonly isAtomscaleError: typeof isAtomscaleError;
}

export const clients: Clients = { createClient, createFetchClient, isAtomscaleError };
