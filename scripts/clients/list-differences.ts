// Lists where two JSON values differ, by JSON pointer. Numbers are compared by value: 26 and 26.0 are one.

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listDifferences(expected: unknown, actual: unknown, pointer = ""): string[] {
  const at = pointer || "the whole";
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((entry, i) => listDifferences(entry, actual[i], `${pointer}/${i}`));
  }
  if (!isObject(expected) || !isObject(actual)) {
    const texts = [expected, actual].map((value) => JSON.stringify(value) ?? "nothing");
    return texts[0] === texts[1] ? [] : [`${at} is ${texts[1]}, not ${texts[0]}`];
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) => {
    const inner = `${pointer}/${key}`;
    if (!Object.hasOwn(actual, key)) return [`${inner} is missing`];
    if (!Object.hasOwn(expected, key)) return [`${inner} was added: ${JSON.stringify(actual[key])}`];
    return listDifferences(expected[key], actual[key], inner);
  });
}
