// Writes what a parameter or a field of a record is: type, unit, `null`, known values, and how it is known.
import { type Parameter, type Schema, typesOf } from "../../scripts/generate/description.ts";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** The unit that closes the first sentence of a number's description. */
function unitOf(schema: Schema): string | undefined {
  if (!typesOf(schema).includes("number")) return undefined;
  return /^[^.]*?, (?:in (?:the unit of )?)?([^,.]+)[,.]/.exec(schema.description ?? "")?.[1];
}

function writeFacts(schema: Schema, isRequired: boolean): string {
  const types = [...new Set(typesOf(schema))];
  const unit = unitOf(schema);
  const facts = [
    types.map(code).join(" or "),
    schema.format === "uuid" && "UUID",
    unit && `unit: ${unit.replaceAll(/`(\w+)`/g, (_, name: string) => code(name))}`,
    isRequired && '<strong class="required">required</strong>',
  ].filter(Boolean);
  const evidence = schema["x-evidence"];
  const badge = evidence ? ` <a class="evidence" href="../recipes/inferred.html">${evidence}</a>` : "";
  return `<p class="facts">${facts.join('<span class="dot">·</span>')}${badge}</p>`;
}

function writeField(name: string, schema: Schema, isRequired: boolean, prefix = ""): string {
  const known = schema.enum ?? schema["x-extensible-enum"];
  // The text of a field of a response names its known values already.
  const isNamed = known?.every((value) => schema.description?.includes(`\`${value}\``));
  const values = isNamed ? "" : known?.map((value) => code(String(value))).join(" ");
  const closing = schema.enum ? "One of" : "Known values; others may follow:";
  return `### \`${name}\` {#${prefix}${name}}

${writeFacts(schema, isRequired)}

${(schema.description ?? "").trim()}
${values ? `\n<p class="values">${closing} ${values}</p>\n` : ""}`;
}

/** Writes the fields of an object, each with an anchor that begins with `prefix`. */
export function writeFields(schema: Schema, prefix: string): string {
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => writeField(name, field, prefix === "" && required.includes(name), prefix))
    .join("\n");
}

export const writeParameter = ({ name, description = "", schema, required = false }: Parameter): string =>
  writeField(name, { ...schema, description }, required);
