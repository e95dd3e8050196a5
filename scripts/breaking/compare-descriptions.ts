// Compares two bundles with `redocly diff` and rates each difference by what it does to a generated client.
import { fileURLToPath } from "node:url";
import { runRedocly } from "../generate/redocly.ts";

export interface Change {
  breaking: boolean;
  /** What changed and where, in one line of Markdown. */
  text: string;
}

interface RedoclyChange {
  path: string;
  kind: string;
  impact: "major" | "minor" | "patch";
  verdicts: { message: string }[];
  property?: string;
  base?: { pointer: string; value?: unknown };
  revision?: { pointer: string; value?: unknown };
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Redocly rates by what fits on the wire: a reply that narrows from `number | null` to `number` breaks nobody there.
 * In generated code each of these is another type or another name, so whatever the direction, the caller's code breaks.
 */
const breakingWhenModified = new Set(["additionalProperties", "format", "operationId", "tags", "type"]);

function isBreaking({ impact, kind, path, property }: RedoclyChange): boolean {
  if (impact === "major") return true;
  if (kind === "modified") return breakingWhenModified.has(property ?? "");
  return kind === "removed" && path.startsWith("#/components/schemas/");
}

/** "PATCH /data_entries/{data_id}, reply 200, raw_name" */
function place(path: string): string {
  return path
    .replace(/^#\/paths\/([^/]+)\/(\w+)/, (_, route: string, method: string) => {
      return `${method.toUpperCase()} ${route.replaceAll("~1", "/")}`;
    })
    .replace(/\/content\/application~1json\/schema/, "")
    .replace(/\/requestBody\b/, ", request")
    .replace(/\/responses\/(\w+)/, ", reply $1")
    .replace(/\/properties\//g, ", ");
}

function describe({ path, kind, property, verdicts, base, revision }: RedoclyChange): string {
  const where = `\`${place(path)}\``;
  const messages = verdicts.map(({ message }) => message);
  if (messages.length > 0) return `${where}: ${messages.join(" ")}`;
  if (property === undefined) return `${where}: ${kind}.`;
  const [from, to] = [base?.value, revision?.value].map((value) => JSON.stringify(value) ?? "nothing");
  return `${where}: ${property} was ${from}, is ${to}.`;
}

const prose = new Set(["description", "summary"]);

export async function compareDescriptions(base: string, revision: string): Promise<Change[]> {
  const printed = await runRedocly(root, "diff", base, revision, "--format", "json", "--fail-on", "none");
  const { changes } = JSON.parse(printed) as { changes: RedoclyChange[] };
  const told = changes.filter(({ path, property = "" }) => path !== "#/info" && !prose.has(property));
  const reworded = changes.filter(({ property = "" }) => prose.has(property)).length;
  return [
    ...told.map((change) => ({ breaking: isBreaking(change), text: describe(change) })),
    ...(reworded > 0 ? [{ breaking: false, text: `Texts reworded: ${reworded}.` }] : []),
  ];
}

/** The versions that may break: another major one, or under 1.0.0 another minor one (https://semver.org/#spec-item-4). */
export function mayBreak(from: string, to: string): boolean {
  const [oldMajor = 0, oldMinor = 0] = from.split(".").map(Number);
  const [major = 0, minor = 0] = to.split(".").map(Number);
  return major > oldMajor || (major === 0 && oldMajor === 0 && minor > oldMinor);
}

export function renderChanges(changes: Change[], since: string): string {
  const list = (wanted: boolean) => changes.filter(({ breaking }) => breaking === wanted);
  const part = (title: string, entries: Change[]) =>
    entries.length === 0 ? [] : [`${title}\n\n${entries.map(({ text }) => `- ${text}\n`).join("")}`];
  const parts = [...part("Breaking:", list(true)), ...part("Compatible:", list(false))];
  return `## Description since ${since}\n\n${parts.join("\n") || "No change.\n"}`;
}
