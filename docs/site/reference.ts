// Renders the reference with Redoc into one file that asks the network for nothing.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Description,
  listOperations,
  type Operation,
  type Schema,
} from "../../scripts/generate/description.ts";
import { runRedocly } from "../../scripts/generate/redocly.ts";
import { frameFooter, frameHead, frameHeader } from "./frame.ts";

/** Redoc shows no `x-extensible-enum`, so the known values of an open field go into its description. */
function showOpenValues(schema: Schema): void {
  const values = schema["x-extensible-enum"];
  if (values) {
    const list = values.map((value) => `\`${value}\``).join(", ");
    schema.description = `${schema.description ?? ""}\n\nKnown values: ${list}.`;
  }
  for (const property of Object.values(schema.properties ?? {})) showOpenValues(property);
}

function prepare(description: Description): Description {
  const copy = structuredClone(description);
  for (const schema of Object.values(copy.components.schemas)) showOpenValues(schema);
  for (const operation of Object.values(copy.paths).flatMap((item) => Object.values(item))) {
    // The samples hold every payload; Redoc's choice of a payload would not change the sample that is shown.
    const json = operation.requestBody.content["application/json"];
    if (json) json.examples = Object.fromEntries(Object.entries(json.examples).slice(0, 1));
  }
  return copy;
}

function template(up: string, files: string[], title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="Parameters, fields, replies and samples of each operation.">
{{{redocHead}}}
${frameHead(up, ["reference.css"])}
<script src="${up}assets/reference.js" defer></script>
</head>
<body>
${frameHeader(up, "Operations", "api-content")}
{{{redocHTML}}}
${frameFooter(up, files)}
</body>
</html>
`;
}

function replaceAll(html: string, from: string, to: string): string {
  if (!html.includes(from)) throw new Error(`Redoc's page no longer contains ${from}.`);
  return html.replaceAll(from, to);
}

function routeOf(text: string): string {
  return text.toLowerCase().replace(/\s+/g, "-");
}

/** Address of an operation within the reference. */
export function referenceRoute({ tags, operationId }: Pick<Operation, "tags" | "operationId">): string {
  return `#/${routeOf(tags[0] ?? "")}/${routeOf(operationId)}`;
}

/** Addresses within the reference: each tag, each operation. */
export function referenceRoutes(description: Description): string[] {
  return listOperations(description).flatMap((operation) => [
    `#/${routeOf(operation.tags[0] ?? "")}`,
    referenceRoute(operation),
  ]);
}

export async function renderReference(description: Description, files: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "atomscale-reference-"));
  try {
    const labels = listOperations(description).flatMap(
      (operation) => (operation as unknown as { "x-codeSamples": { label: string }[] })["x-codeSamples"],
    );
    const openapi = {
      disableTelemetry: true,
      maxDisplayedEnumValues: 100,
      codeSamples: { languages: [...new Set(labels.map(({ label }) => label))].map((lang) => ({ lang })) },
    };
    await writeFile(join(folder, "openapi.json"), JSON.stringify(prepare(description)));
    await writeFile(join(folder, "template.hbs"), template("../", files, "Operations · atomscale-client"));
    await writeFile(join(folder, "redocly.yaml"), "extends: [minimal]\n");
    await writeFile(join(folder, "options.json"), JSON.stringify(openapi));
    const args = ["build-docs", "openapi.json", "--inlineBundle", "--template", "template.hbs"];
    await runRedocly(folder, ...args, "--openapi", "options.json", "--output", "index.html");
    const html = await readFile(join(folder, "index.html"), "utf8");
    // The prerendered side list links to addresses of a server; Redoc itself routes by the hash.
    const routed = replaceAll(html, 'href="/', 'href="#/');
    // Redoc's badge loads its logo from a CDN; an empty picture stands in for it.
    const empty = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
    return ["logo-mini-full.svg", "logo-mini.svg"].reduce(
      (page, logo) => replaceAll(page, `https://cdn.redoc.ly/redoc/${logo}`, empty),
      routed,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
