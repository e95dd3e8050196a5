// Compares two bundles with `redocly diff` and rates each difference by what it does to a generated client.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runRedocly } from "../generate/redocly.ts";
import { compareExtensions, type ExtensionChange } from "./compare-extensions.ts";

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

/** A key is a name in generated code where it is that of a path or a schema, and not, say, that of a payload. */
const isNamed = (path: string): boolean => /^#\/(paths|components\/schemas)\/[^/]+$/.test(path);

/** A schema, or whatever else stands at a pointer without its last segment. */
function parentOf(bundle: unknown, pointer: string): { properties?: object } | undefined {
  const segments = pointer.split("/").slice(1, -1);
  return segments.reduce((node: unknown, segment) => {
    const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    return (node as Record<string, unknown> | undefined)?.[key];
  }, bundle) as { properties?: object } | undefined;
}

/** Whether a field that was there before becomes required, or a field that is still there no longer is. */
function changesNeeds({ base, revision }: RedoclyChange, bundles: Bundles): boolean {
  const pointer = base?.pointer ?? revision?.pointer ?? "";
  const [from, to] = [base?.value ?? [], revision?.value ?? []];
  if (!Array.isArray(from) || !Array.isArray(to)) return true;
  const [before, after] = bundles.map((bundle) => Object.keys(parentOf(bundle, pointer)?.properties ?? {}));
  const changed = [
    ...from.filter((name) => !to.includes(name)),
    ...to.filter((name) => !from.includes(name)),
  ];
  return changed.some((name) => before?.includes(name) && after?.includes(name));
}

type Bundles = readonly [base: unknown, revision: unknown];

function isBreaking(change: RedoclyChange, bundles: Bundles): boolean {
  const { impact, kind, path, property = "", base, revision } = change;
  if (impact === "major") return true;
  if (kind === "removed") return isNamed(path) || /\/(any|one)Of\//.test(path);
  if (kind !== "modified") return false;
  // A type of its own comes or goes with the first value; further values only widen it.
  if (property === "enum") return base?.value === undefined || revision?.value === undefined;
  if (property === "required") return changesNeeds(change, bundles);
  if (property === "key") return isNamed(path);
  if (property === "name") return path.includes("/parameters/");
  return breakingWhenModified.has(property);
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

function rateExtension({ path, property, base, revision }: ExtensionChange): Change {
  const [before, after] = [base, revision].map((value) => (Array.isArray(value) ? (value as string[]) : []));
  const lost = before?.filter((value) => !after?.includes(value)) ?? [];
  const gained = after?.filter((value) => !before?.includes(value)) ?? [];
  const lists = [
    ...(gained.length > 0 ? [`gained ${gained.join(", ")}`] : []),
    ...(lost.length > 0 ? [`lost ${lost.join(", ")}`] : []),
  ];
  const [from, to] = [base, revision].map((value) => JSON.stringify(value) ?? "nothing");
  const text = `\`${place(path)}\`: ${property} ${lists.join(" and ") || `was ${from}, is ${to}`}.`;
  // Whoever sends a request has to send more where a need is new, or where fewer fields satisfy it.
  const needsMore = revision !== undefined && (base === undefined || lost.length > 0);
  return { breaking: property === "x-require-any-of" && needsMore, text };
}

/** What is counted instead of listed: texts and examples, which no code depends on. */
function countedAs({
  path,
  property = "",
}: RedoclyChange): "Texts reworded" | "Examples changed" | undefined {
  if (["description", "summary"].includes(property)) return "Texts reworded";
  return /\/examples?(\/|$)/.test(`${path}/${property}`) ? "Examples changed" : undefined;
}

export async function compareDescriptions(base: string, revision: string): Promise<Change[]> {
  const printed = await runRedocly(root, "diff", base, revision, "--format", "json", "--fail-on", "none");
  const { changes } = JSON.parse(printed) as { changes: RedoclyChange[] };
  const read = async (path: string) => JSON.parse(await readFile(path, "utf8")) as unknown;
  const bundles: Bundles = [await read(base), await read(revision)];
  const ofKeywords = changes.filter(({ path, property = "" }) => {
    return path !== "#/info" && !/\/x-[\w-]+(\/|$)/.test(`${path}/${property}`);
  });
  const counts = new Map<string, number>();
  for (const what of ofKeywords.map(countedAs)) if (what) counts.set(what, (counts.get(what) ?? 0) + 1);
  return [
    ...ofKeywords
      .filter((change) => countedAs(change) === undefined)
      .map((change) => ({ breaking: isBreaking(change, bundles), text: describe(change) })),
    ...compareExtensions(...bundles).map(rateExtension),
    ...[...counts].map(([what, count]) => ({ breaking: false, text: `${what}: ${count}.` })),
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
