/** Writes a docstring in several lines always, as the build moves one of a single line behind the member before it. */
export function writeComment(lines: readonly string[], indent: string): string {
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */`;
}
