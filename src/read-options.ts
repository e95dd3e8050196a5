import { faultOfPromise, ignoreRejection } from "./promise.ts";
import type { Read } from "./readers.ts";
import { describe, unknownName } from "./words.ts";

/** Why options cannot be used. */
export interface OptionsFault {
  /** Every fault, worded to follow "was not sent: ", without a full stop. */
  readonly fault: string;
}

/** Readers of options by name; each gets the value that is given, and the one that stands without it. */
export type Readers = Readonly<Record<string, (value: unknown, base: never) => Read<unknown>>>;

/** Reads options over the base that stands where none is given; inherited ones do not count. Never throws. */
export function readOptions<Base extends object>(
  given: unknown,
  readers: Readers,
  base: Base,
): Base | OptionsFault {
  ignoreRejection(given);
  const options = { ...base } as Record<string, unknown>;
  const faults: string[] = [];
  let name = "";
  try {
    const names = typeof given === "object" && given !== null ? Object.keys(given) : [];
    // A signal, a Map or a promise has no field of its own; taken for options, it would change nothing in silence.
    if (names.length === 0 && describe(given) !== "Object")
      return { fault: `the options are ${describe(given)}, not an object with options` };
    for (name of names) {
      const read = readOption(given as Readonly<Record<string, unknown>>, name, readers, options[name]);
      if ("fault" in read) faults.push(`the option ${name} ${read.fault}`);
      else options[name] = read.value;
    }
  } catch {
    faults.push(name ? `the option ${name} cannot be read` : "the options cannot be read");
  }
  return faults.length > 0 ? { fault: faults.join("; ") } : (options as Base);
}

function readOption(
  given: Readonly<Record<string, unknown>>,
  name: string,
  readers: Readers,
  base: unknown,
): Read<unknown> {
  const reader = Object.hasOwn(readers, name) && readers[name];
  if (!reader) return { fault: unknownName(name, Object.keys(readers)) };
  const value = given[name];
  if (value === undefined) return { value: base };
  const fault = faultOfPromise(value);
  return fault ? { fault } : reader(value, base as never);
}
