// Writes a page for each operation of the description, as Markdown for VitePress.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import {
  type Description,
  listOperations,
  type ResolvedOperation,
  resolve,
} from "../../scripts/generate/description.ts";
import { escapeHtml, writeFields, writeParameter } from "./write-fields.ts";

const generated = new URL("../../generated/", import.meta.url);
const languages = [
  { label: "TypeScript", extension: "ts", fence: "ts" },
  { label: "Python", extension: "py", fence: "py" },
  { label: "curl", extension: "sh", fence: "sh" },
];
const codes: Record<string, string> = {
  "401": "unauthorized",
  "403": "forbidden",
  "404": "not-found",
  "422": "unprocessable",
  "429": "rate-limited",
  default: "server-error",
};

interface Vector {
  operationId: string;
  name: string;
  status: number;
  path: string;
  body: unknown;
  prefer: string;
}

/** `mark-failed` as a label: "Mark failed". */
const labelOf = (name: string): string => (name[0]?.toUpperCase() + name.slice(1)).replaceAll("-", " ");

async function writePayload(operation: ResolvedOperation, name: string, vectors: Vector[]): Promise<string> {
  const vector = vectors.find((one) => one.operationId === operation.operationId && one.name === name);
  if (vector === undefined) throw new Error(`${operation.operationId} has no vector named ${name}.`);
  const samples = languages.map(async ({ extension, fence }) => {
    const file = new URL(`samples/${operation.operationId}/${name}.${extension}`, generated);
    return `<div class="sample" data-language="${extension}">\n\n\`\`\`${fence}\n${await readFile(file, "utf8")}\`\`\`\n\n</div>`;
  });
  const reply = operation.responses["200"]?.content["application/json"]?.examples[name]?.value;
  const body = escapeHtml(JSON.stringify(vector.body, null, 2)).replaceAll("\n", "&#10;");
  return `<div class="example">

${(await Promise.all(samples)).join("\n\n")}

<p class="reply-title">Response <code>200</code></p>

\`\`\`json
${JSON.stringify(reply, null, 2)}
\`\`\`

<try-it method="${operation.method}" path="${escapeHtml(vector.path)}" prefer="${vector.prefer}" body="${body}"></try-it>

</div>`;
}

const writeChoice = (legend: string, name: string, options: { label: string; value: string }[]): string =>
  `<fieldset class="choice ${name}"><legend>${legend}</legend>${options
    .map(
      ({ label, value }, index) =>
        `<label><input type="radio" name="${name}" value="${value}"${index === 0 ? " checked" : ""}><span>${label}</span></label>`,
    )
    .join("")}</fieldset>`;

async function writePage(operation: ResolvedOperation, description: Description, vectors: Vector[]) {
  const { operationId, method, path, parameters, request, responses, externalDocs } = operation;
  const success = responses["200"]?.content["application/json"]?.schema;
  const payloads = Object.keys(request.examples);
  const blocks = await Promise.all(payloads.map((name) => writePayload(operation, name, vectors)));
  const failures = Object.entries(responses).flatMap(([status, reply]) => {
    const word = codes[status] ?? "rejected";
    const [first = ""] = reply.description.split("\n");
    return status === "200" ? [] : [`| ${status} | [\`${word}\`](../errors.md#${word}) | ${first} |`];
  });
  const oneOf = request.schema["x-require-any-of"]?.map((name) => `[\`${name}\`](#${name})`).join(" or ");
  return `---
title: ${operation.summary}
description: "${method} ${path}: ${operation.description.trim().split("\n")[0]}"
aside: false
pageClass: operation
---

# ${operation.summary}

<p class="route"><span class="method">${method}</span> <code>${path.replaceAll("/", "/<wbr>")}</code></p>

<div class="columns"><div class="fields">

${operation.description}
The service documents it as [${externalDocs.description}](${externalDocs.url}).

## \`${operationId}\` {#${operationId}}

In TypeScript, call [\`atomscale.${operationId}()\`](../typescript/atomscale-client.md#${operationId.toLowerCase()}).
It resolves to the whole record.

${parameters.length > 0 ? `## Path parameters\n\n${parameters.map(writeParameter).join("\n")}` : ""}
## Request body

${request.schema.description?.trim()}
No field takes \`null\`.${oneOf ? ` A request needs ${oneOf}.` : ""}

${writeFields(request.schema, "")}
## Response

${responses["200"]?.description.trim()}

${writeFields(success ? resolve(description, success) : {}, "response-")}
## Failures

| Status | Code | Meaning |
| --- | --- | --- |
${failures.join("\n")}

[Errors](../errors.md) says for each code whether the record was changed, and what to do.

</div><div class="samples">

${writeChoice(
  "Language",
  "language",
  languages.map(({ label, extension }) => ({ label, value: extension })),
)}
${writeChoice(
  "Example",
  "payload",
  payloads.map((name) => ({ label: labelOf(name), value: name })),
)}

${blocks.join("\n\n")}

</div></div>
`;
}

/** Writes `<operationId>.md` for each operation, and returns their ids. */
export async function writeOperations(folder: URL): Promise<string[]> {
  const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
  const { vectors } = JSON.parse(await readFile(new URL("vectors.json", generated), "utf8"));
  await mkdir(folder, { recursive: true });
  const operations = listOperations(description);
  for (const operation of operations) {
    const page = await writePage(operation, description, vectors as Vector[]);
    await writeFile(new URL(`${operation.operationId}.md`, folder), page);
  }
  return operations.map(({ operationId }) => operationId);
}
