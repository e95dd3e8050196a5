// Awaits a call that may reject, or that must.

/** Awaits a call, however it ends. */
export function settled(call: Promise<unknown>): Promise<{ value?: unknown; error?: unknown }> {
  return call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** Awaits the rejection of a call; a call that resolves fails the test. */
export async function rejection(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const end = await settled(call);
  if ("error" in end) return end.error as Error & Record<string, unknown>;
  throw new Error(`expected a rejection, got ${JSON.stringify(end.value)}`);
}
