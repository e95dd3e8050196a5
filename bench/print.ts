import type { Ratio } from "./throughput.ts";

export function table(head: string[], rows: (string | number)[][]): void {
  console.log(`\n| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

export const show = ({ median, quartiles: [low, high] }: Ratio): string =>
  `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
