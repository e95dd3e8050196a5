// Sends the updates of openapi/verify.arazzo.yaml to the real service, and says which statements of the description hold.
// The records and the new values are those that the command line names. Nothing is restored.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Description } from "./generate/description.ts";
import { root } from "./processes/run.ts";
import { readWorkflows } from "./verify/read-workflows.ts";
import { verify } from "./verify/verify.ts";
import { renderTable } from "./verify/write-report.ts";

const workflows = await readWorkflows();

const usage = `npm run verify -- [options] changes real records; name scratch records only.
${workflows.map(({ name, inputs }) => `  ${name}: ${inputs.map(({ option }) => `--${option} …`).join(" ")}`).join("\n")}
The key comes from ATOMSCALE_API_KEY or AS_API_KEY, another endpoint from ATOMSCALE_API_ENDPOINT or AS_API_ENDPOINT.`;

function refuse(reason: string): never {
  console.error(`${reason}\n\n${usage}`);
  process.exit(2);
}

function readOptions(): Record<string, string> {
  const names = workflows.flatMap(({ inputs }) => inputs.map(({ option }) => option));
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  try {
    return parseArgs({ options }).values as Record<string, string>;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

/** Inputs of the workflows whose options are all given; some but not all are a mistake. */
function inputsOf(options: Record<string, string>): Record<string, Record<string, unknown>> {
  const chosen = workflows.flatMap(({ name: workflow, inputs }) => {
    const missing = inputs.filter(({ option }) => options[option] === undefined);
    if (missing.length === inputs.length) return [];
    if (missing.length > 0)
      refuse(`${workflow} also needs --${missing.map(({ option }) => option).join(" and --")}.`);
    const given = inputs.map(({ name, option, isNumber }) => {
      const value = isNumber ? Number(options[option]) : options[option];
      if (Number.isNaN(value)) refuse(`--${option} takes a number.`);
      return [name, value];
    });
    return [[workflow, Object.fromEntries(given)]];
  });
  if (chosen.length === 0) refuse("No record is named.");
  return Object.fromEntries(chosen);
}

function endpointOf(description: Description): string {
  const { ATOMSCALE_API_ENDPOINT, AS_API_ENDPOINT } = process.env;
  const endpoint = ATOMSCALE_API_ENDPOINT || AS_API_ENDPOINT || description.servers[0]?.url || "";
  const { protocol, hostname } = new URL(endpoint);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || isLoopback ? endpoint : refuse("The endpoint must be https.");
}

const inputs = inputsOf(readOptions());
const key =
  process.env.ATOMSCALE_API_KEY || process.env.AS_API_KEY || refuse("ATOMSCALE_API_KEY is not set.");
const description = JSON.parse(await readFile(join(root, "generated/openapi.json"), "utf8")) as Description;
const rows = await verify({ description, inputs, endpoint: endpointOf(description), key });
const differing = rows.filter(({ result }) => result === "differs").length;
const report = `${renderTable(rows)}

${rows.filter(({ result }) => result === "confirmed").length} statements confirmed, ${differing} differ.
The records keep the new values; nothing was restored.`;
// A service that repeats the key in a reply does not get it printed.
console.log(report.replaceAll(key, "***"));
process.exitCode = differing > 0 || rows.length === 0 ? 1 : 0;
