// Turns what Respect checked, and what a reply held, into the rows of a table.
import { type ResolvedOperation, type Schema, typesOf } from "../generate/description.ts";

/** One check of Respect, as its JSON log has it. */
export interface Check {
  name: string;
  passed: boolean;
  message: string;
  condition?: string;
}

export interface Row {
  operationId: string;
  statement: string;
  result: "confirmed" | "differs" | "not seen";
  detail: string;
}

function stateOf({ name, condition = "" }: Check): string {
  const [, field] = /^\$response\.body#\/(\w+) == /.exec(condition) ?? [];
  if (field !== undefined) return `the reply shows \`${field}\` as it was sent`;
  if (condition === "$statusCode == 200") return "the status is 200";
  return (
    { "content-type check": "the reply is JSON", "schema check": "the reply fits its schema" }[name] ?? name
  );
}

/** Respect draws a picture around each fault of the schema; the faults themselves are lines of their own. */
function faultsIn(message: string): string {
  return message
    .split("\n")
    .filter((line) => /^[A-Z]+ /.test(line))
    .join("; ");
}

/** Rows of the checks that Respect made. */
export function rowsOfChecks(operation: ResolvedOperation, status: number, checks: Check[]): Row[] {
  const inferred = operation.responses["200"]?.["x-evidence"] === "inferred" ? "inferred so far" : "";
  return checks
    .filter(({ name }) => name !== "status code check")
    .map((check) => {
      const isStatus = check.condition === "$statusCode == 200";
      const detail = isStatus ? [`${status}`, inferred].filter(Boolean).join(", ") : faultsIn(check.message);
      const result = check.passed ? "confirmed" : "differs";
      const said = check.name === "failed network request" ? "no reply came" : detail;
      return { operationId: operation.operationId, statement: stateOf(check), result, detail: said };
    });
}

/** Rows of what a reply tells beyond its validity: fields that nobody described, and nulls that were only inferred. */
export function rowsOfReply(operationId: string, record: Schema, reply: unknown): Row[] {
  if (typeof reply !== "object" || reply === null) return [];
  const { properties = {} } = record;
  const others = Object.keys(reply).filter((name) => !Object.hasOwn(properties, name));
  const inferred = Object.entries(properties).filter(([, field]) => {
    return field["x-evidence"] === "inferred" && typesOf(field).includes("null");
  });
  return [
    ...inferred.map(([name]): Row => {
      const isNull = (reply as Record<string, unknown>)[name] === null;
      const result = isNull ? "confirmed" : "not seen";
      return { operationId, statement: `\`${name}\` may be null`, result, detail: "inferred so far" };
    }),
    ...others.map((name): Row => {
      return {
        operationId,
        statement: "every field is described",
        result: "differs",
        detail: `\`${name}\` is not`,
      };
    }),
  ];
}

export function renderTable(rows: Row[]): string {
  const head = ["operation", "statement of the description", "result", "detail"];
  const lines = [head, ...rows.map(({ operationId, ...row }) => [operationId, ...Object.values(row)])];
  const widths = head.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
