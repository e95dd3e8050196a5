import type { Operation } from "../generated/operations.ts";
import { hasNoConnection } from "./connection.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { readKey } from "./readers.ts";
import { readRecord } from "./record.ts";
import { discard, isRedirect, readContent, readHead, readHeader } from "./reply.ts";
import { MAKE_A_KEY, type Settings } from "./settings.ts";
import type { Facts } from "./verdict.ts";

/** One call, checked and ready to be sent. */
export interface Call {
  readonly settings: Settings;
  readonly operationId: string;
  readonly operation: Operation;
  readonly method: string;
  readonly url: string;
  /** Headers by lower-case name, without the key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Values that identify the record, by path parameter or body field. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Sends a call once, within a limit in milliseconds that covers the body, and puts down the key that was sent. */
export async function attempt(call: Call, limitMs: number, keys: string[]): Promise<Facts> {
  const deadline = startDeadline(limitMs, call.settings.signal);
  try {
    return await exchange(call, deadline, keys);
  } finally {
    deadline.release();
  }
}

async function exchange(call: Call, deadline: Deadline, keys: string[]): Promise<Facts> {
  const { settings, method, url, headers, body } = call;
  const { fetch = globalThis.fetch } = settings;
  if (typeof fetch !== "function") {
    return { sent: false, setupFault: "there is no fetch on this platform; pass the option fetch" };
  }
  const key = await readKeyNow(settings, deadline);
  if (typeof key !== "string") return key;
  keys.push(key);

  const isPlatformFetch = fetch === globalThis.fetch;
  let pending: Promise<unknown> | undefined;
  const answer = await deadline.race(() => {
    const init = {
      method,
      headers: { ...headers, "x-api-key": key },
      body,
      redirect: "manual" as const,
      signal: deadline.signal,
    };
    pending = new Promise((resolve) => resolve(fetch(url, init)));
    return pending;
  });
  const sent = pending !== undefined;
  if (!("value" in answer)) {
    // A fetch that ignores its signal may still answer.
    pending?.then(discard, () => {});
    const { causes } = answer;
    return { sent, ...answer, isUnsent: isPlatformFetch ? hasNoConnection(causes) : causes?.[0]?.isUnsent };
  }

  const reply = readHead(answer.value);
  if (reply.status === undefined || isRedirect(reply)) {
    deadline.cancel();
    discard(reply.source);
    return { sent, reply };
  }
  const content = await readContent(reply.source, deadline);
  const shown = readRecord(call.operation, call.ids, content);
  const isHtml = readHeader(reply, "content-type").includes("html");
  return { sent, reply, ...content, shown, isHtml };
}

/** Gives the key of this attempt, or the facts of one that could not be made for want of a key. */
async function readKeyNow({ apiKey, keySource }: Settings, deadline: Deadline): Promise<string | Facts> {
  if (typeof apiKey === "string") return apiKey;
  const asked = await deadline.race(apiKey);
  if (!("value" in asked)) {
    return asked.end
      ? { sent: false, ...asked, isKeyAwaited: true }
      : { sent: false, ...asked, setupFault: `the function in the ${keySource} failed` };
  }
  const key = readKey(asked.value);
  return "value" in key
    ? key.value
    : { sent: false, setupFault: `the API key from the ${keySource} ${key.fault}. ${MAKE_A_KEY}` };
}
