// What the server knows: of each call, which requests arrived and what was stored, put down at that moment.
import { changedField } from "../support/records.ts";
import { targetOf, writtenValue } from "./record.ts";
import type { Call, Step } from "./script.ts";

/** Path to which redirects lead. */
export const ASTRAY = "/led-astray";

/** What the server knows of one call. */
export interface Truth {
  readonly requests: number;
  readonly stored: boolean;
  /** Attempts whose request was stored, where the key tells which attempt a request belongs to. */
  readonly storedAttempts: readonly number[];
  /** Number of requests that arrived where only a redirect leads. */
  readonly ledAstray: number;
  /** Whether another value or another path arrived than the call was given. */
  readonly garbled: boolean;
}

interface Run {
  readonly call: Call;
  requests: number;
  stored: boolean;
  ledAstray: number;
  garbled: boolean;
  readonly storedAttempts: Set<number>;
  fields: Record<string, unknown>;
}

export class Store {
  /** Number of requests that have begun to arrive. */
  arrivals = 0;
  readonly #runs = new Map<number, Run>();

  expect(calls: readonly Call[]): void {
    for (const call of calls) {
      this.#runs.set(call.id, {
        call,
        requests: 0,
        stored: false,
        ledAstray: 0,
        garbled: false,
        storedAttempts: new Set(),
        fields: {},
      });
    }
  }

  /** Notes that a request has begun to arrive, and gives the call and what is to be done with the request. */
  arrive(id: number, target: string): { call: Call; step: Step } | undefined {
    this.arrivals++;
    const run = this.#runs.get(id);
    if (!run) return undefined;
    const { steps } = run.call;
    run.garbled ||= target !== targetOf(run.call) && target !== ASTRAY;
    const step = steps[Math.min(run.requests++, steps.length - 1)] as Step;
    return { call: run.call, step };
  }

  store(id: number, body: string, key: string): void {
    const run = this.#runs.get(id);
    if (!run) return;
    const fields = readFields(body);
    run.garbled ||= fields?.[changedField(run.call.operationId)] !== writtenValue(run.call);
    if (!fields) return;
    run.stored = true;
    const attempt = /^attempt-(\d+)-/.exec(key)?.[1];
    if (attempt) run.storedAttempts.add(Number(attempt));
    run.fields = { ...run.fields, ...fields };
  }

  leadAstray(id: number): void {
    const run = this.#runs.get(id);
    if (run) run.ledAstray++;
  }

  fieldsOf(id: number): Record<string, unknown> {
    return this.#runs.get(id)?.fields ?? {};
  }

  /** Gives what is known of each call, and forgets it. */
  take(): Map<number, Truth> {
    const truths = new Map<number, Truth>();
    for (const [id, { requests, stored, storedAttempts, ledAstray, garbled }] of this.#runs) {
      truths.set(id, { requests, stored, storedAttempts: [...storedAttempts], ledAstray, garbled });
    }
    this.#runs.clear();
    return truths;
  }
}

/** Reads the body of a request; undefined where it is no JSON. */
export function readFields(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
