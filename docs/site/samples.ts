// The samples of each operation: as `x-codeSamples` for the reference, and as a page of their own.
import { readFile } from "node:fs/promises";
import { type Description, listOperations } from "../../scripts/generate/description.ts";
import { languages } from "../../scripts/generate/write-samples.ts";
import { escapeHtml } from "./frame.ts";
import { renderCode } from "./markdown.ts";

export interface Sample {
  operationId: string;
  payload: string;
  lang: string;
  label: string;
  source: string;
}

const highlighting: Record<string, string> = { Shell: "bash", Python: "python", TypeScript: "typescript" };

/** Reads the samples in the order of the bundle; `fill` may put an address and a key in. */
export async function readSamples(
  description: Description,
  folder: URL,
  fill: (source: string) => string,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { operationId, request } of listOperations(description)) {
    for (const payload of Object.keys(request.examples)) {
      for (const { lang, label, extension } of languages) {
        const source = await readFile(new URL(`${operationId}/${payload}.${extension}`, folder), "utf8");
        samples.push({ operationId, payload, lang, label, source: fill(source) });
      }
    }
  }
  return samples;
}

/** Returns a copy of the bundle whose operations carry their samples. */
export function withCodeSamples(description: Description, samples: Sample[]): Description {
  const copy = structuredClone(description);
  for (const operation of Object.values(copy.paths).flatMap((item) => Object.values(item))) {
    const first = Object.keys(operation.requestBody.content["application/json"]?.examples ?? {})[0];
    const own = samples.filter(({ operationId }) => operationId === operation.operationId);
    Object.assign(operation, {
      "x-codeSamples": own.map(({ lang, label, payload, source }) => ({
        lang,
        label: payload === first ? label : `${label}, ${payload}`,
        source,
      })),
    });
  }
  return copy;
}

/** HTML of the page that shows every payload in every language, and its reply. */
export function renderSamples(description: Description, samples: Sample[]): string {
  const parts = listOperations(description).map(({ operationId, summary, request, responses }) => {
    const payloads = Object.keys(request.examples).map((payload, index) => {
      const own = samples.filter(
        (sample) => sample.operationId === operationId && sample.payload === payload,
      );
      const reply = responses["200"]?.content["application/json"]?.examples[payload]?.value;
      const blocks = own.map(
        ({ lang, label, source }) => `<h4>${label}</h4>\n${renderCode(source, highlighting[lang] ?? "text")}`,
      );
      return `<details class="payload" id="${operationId}-${payload}"${index === 0 ? " open" : ""}>
<summary>${escapeHtml(payload)}</summary>
${blocks.join("\n")}
<h4>Reply</h4>
${renderCode(JSON.stringify(reply, null, 2), "json")}
</details>`;
    });
    return `<h2 id="${operationId}">${escapeHtml(summary)}</h2>\n${payloads.join("\n")}`;
  });
  return parts.join("\n");
}
