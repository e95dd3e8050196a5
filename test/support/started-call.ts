// Starts an update that a scripted fetch answers, for tests on a clock that stands still.
import { type AttemptEvent, type CallOptions, type ClientOptions, createClient } from "../../src/index.ts";
import { runClock } from "./clock.ts";
import { API_KEY, DATA_ID, json, type Play, scripted } from "./scripted-fetch.ts";
import { rejection } from "./settled.ts";

export const never = () => new Promise<Response>(() => {});
export const busy = (headers?: Record<string, string>) => json({}, 503, headers);

/** Starts an update; `settled` runs the clock until it ends. */
export function start(plays: Play[], options: ClientOptions = {}, callOptions?: CallOptions) {
  const { fetch, asked } = scripted(...plays);
  const events: AttemptEvent[] = [];
  const client = createClient({
    apiKey: API_KEY,
    fetch,
    onAttempt: (event) => events.push(event),
    ...options,
  });
  const begun = performance.now();
  const call = client.updateDataEntry({ data_id: DATA_ID }, { raw_name: "a" }, callOptions);
  const took = call.then(
    () => performance.now() - begun,
    () => performance.now() - begun,
  );
  const failed = rejection(call);
  failed.catch(() => {});
  return {
    asked,
    events,
    waits: () => events.map(({ waitMs }) => waitMs),
    resolved: () => runClock(call),
    rejected: () => runClock(failed),
    took: () => runClock(took),
  };
}
