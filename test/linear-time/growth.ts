// Measures how the time of some work grows with its size.
const GROWTH = 10;
const AT_MOST = 15;
const ROUNDS = 5;
const WARM_UP_ROUNDS = 2;
const TRIES = 4;
// Beyond this factor further rounds would not help.
const HOPELESS = 60;
// Below this the clock and the rest of the machine say more than the work does.
const MEASURABLE_MS = 0.5;

async function time(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * Tells whether ten times the size takes at most fifteen times the time: the least of several runs, side by side,
 * tried again a few times, as a busy machine may disturb any of them.
 */
export async function growsLinearly(workOf: (size: number) => () => unknown, size: number): Promise<boolean> {
  const small = workOf(size);
  const large = workOf(size * GROWTH);
  // The first runs are compiled on the way, and would make any growth look small.
  for (let round = 0; round < WARM_UP_ROUNDS; round++) await small();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    let least = Number.POSITIVE_INFINITY;
    let leastOfLarge = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      least = Math.min(least, await time(small));
      leastOfLarge = Math.min(leastOfLarge, await time(large));
      if (leastOfLarge < MEASURABLE_MS || leastOfLarge <= AT_MOST * least) return true;
      if (leastOfLarge > HOPELESS * least) break;
    }
  }
  return false;
}
