/** Makes a number of calls, as many at a time as told. */
export async function repeat(
  call: () => Promise<unknown>,
  calls: number,
  concurrency: number,
): Promise<void> {
  let left = calls;
  const work = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
