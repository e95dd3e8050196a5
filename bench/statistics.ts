function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number {
  return at(values, 0.5);
}

export function quartiles(values: readonly number[]): [number, number] {
  return [at(values, 0.25), at(values, 0.75)];
}
