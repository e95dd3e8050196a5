// Small words for what is drawn at random.
import fc, { type Arbitrary } from "fast-check";

export const weighted = <T>(...choices: readonly (readonly [number, Arbitrary<T>])[]): Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
export const pick = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);
export const rarely = <T>(arbitrary: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  weighted([oneIn - 1, fc.constant(undefined)], [1, arbitrary as Arbitrary<T | undefined>]);
export const ms = (most: number): Arbitrary<number> => fc.integer({ min: 0, max: most });

type Optional<T> = { [Key in keyof T]: T[Key] | undefined };

/** Leaves out what is undefined, so that scripts print short. */
export function compact<T extends object>(value: Optional<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
