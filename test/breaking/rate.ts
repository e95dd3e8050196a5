// What the rated changes are made with.
import type { Description, Operation, Schema } from "../../scripts/generate/description.ts";

/**
 * A change of the description and its verdict, written down before anything judged it. Breaking is what stops code from
 * compiling or working that uses a client generated from the description before.
 */
export interface RatedChange {
  readonly name: string;
  readonly verdict: "breaking" | "compatible";
  /** What the report must name. */
  readonly says: string;
  readonly apply: (copy: Description) => void;
}

export type Json = Record<string, unknown>;

export const entryPath = "/data_entries/{data_id}";
export const layerPath = "/target-materials/layers/";

export const operation = (copy: Description, path = entryPath) => copy.paths[path]?.patch as Operation & Json;
export const schema = (copy: Description, name: string) => copy.components.schemas[name] as Schema & Json;
export const field = (copy: Description, name: string, of: string) =>
  schema(copy, name).properties?.[of] as Schema & Json;
export const media = (copy: Description, status: string) =>
  operation(copy).responses[status]?.content["application/json"] as { schema: Schema };

/** Renames a key in its place, as somebody edits a file. */
export function rename(record: object, from: string, to: string): void {
  const entries = Object.entries(record).map(([key, value]) => [key === from ? to : key, value]);
  for (const key of Object.keys(record)) delete (record as Json)[key];
  Object.assign(record, Object.fromEntries(entries));
}

export function renameSchema(copy: Description, from: string, to: string): void {
  rename(copy.components.schemas, from, to);
  const text = JSON.stringify(copy).replaceAll(
    `#/components/schemas/${from}"`,
    `#/components/schemas/${to}"`,
  );
  Object.assign(copy, JSON.parse(text));
}

export const breaking = (name: string, says: string, apply: RatedChange["apply"]): RatedChange => {
  return { name, verdict: "breaking", says, apply };
};
export const compatible = (name: string, says: string, apply: RatedChange["apply"]): RatedChange => {
  return { name, verdict: "compatible", says, apply };
};
