// Runs every sample against the mock: what arrives must be the request payload,
// and what the sample prints must be the reply payload of the same name.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, promisify } from "node:util";
import { type Description, listOperations } from "./generate/description.ts";
import { filledPath, languages } from "./generate/write-samples.ts";
import { startMock } from "./mock.ts";

const generated = new URL("../generated/", import.meta.url);
const commands: Record<string, string[]> = {
  ".sh": ["sh"],
  ".py": ["python3"],
  ".ts": [process.execPath, "--import", "tsx"],
};

interface Arrival {
  method: string | undefined;
  path: string;
  body: unknown;
}

/** Passes requests on to the mock and asks it for the reply that the first segment of the path names. */
async function startForwarder(mockUrl: string) {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const [, example = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? "") ?? [];
    arrivals.push({ method: request.method, path, body: parse(body) });
    const answer = await fetch(mockUrl + path, {
      method: request.method ?? "GET",
      headers: {
        "X-API-KEY": String(request.headers["x-api-key"] ?? ""),
        "Content-Type": String(request.headers["content-type"] ?? ""),
        Prefer: `example=${example}`,
      },
      body,
    });
    reply.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, arrivals, close: () => server.close() };
}

async function runSample(file: URL, endpoint: string): Promise<{ printed: string; complaint?: string }> {
  const [command, ...args] = commands[extname(file.pathname)] ?? [];
  if (command === undefined) return { printed: "", complaint: "no command runs this file" };
  const env = { ...process.env, ATOMSCALE_API_ENDPOINT: endpoint, ATOMSCALE_API_KEY: "any" };
  const run = promisify(execFile)(command, [...args, fileURLToPath(file)], { env, timeout: 60_000 });
  return run.then(
    ({ stdout }) => ({ printed: stdout }),
    (error: { code?: string | number; stderr?: string }) => ({
      printed: "",
      complaint:
        error.code === "ENOENT"
          ? `${command} is not installed`
          : `ended with ${error.code}: ${error.stderr?.trim()}`,
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const description = JSON.parse(await readFile(new URL("openapi.json", generated), "utf8")) as Description;
const mock = await startMock();
const forwarder = await startForwarder(mock.url);
const found = await readdir(new URL("samples/", generated), { recursive: true });
const left = new Set(found.filter((path) => extname(path) !== ""));
const failures: string[] = [];
let passed = 0;
for (const operation of listOperations(description)) {
  for (const [payload, { value: body }] of Object.entries(operation.request.examples)) {
    const reply = operation.responses["200"]?.content["application/json"]?.examples[payload]?.value;
    for (const { extension } of languages) {
      const sample = `${operation.operationId}/${payload}.${extension}`;
      left.delete(sample);
      forwarder.arrivals.length = 0;
      const { printed, complaint } = await runSample(
        new URL(`samples/${sample}`, generated),
        `${forwarder.url}/${payload}`,
      );
      const expected = [{ method: operation.method, path: filledPath(operation), body }];
      if (complaint !== undefined) failures.push(`${sample} ${complaint}`);
      else if (!isDeepStrictEqual(forwarder.arrivals, expected)) {
        failures.push(
          `${sample} sent ${JSON.stringify(forwarder.arrivals)}, not ${JSON.stringify(expected)}`,
        );
      } else if (reply === undefined || !isDeepStrictEqual(parse(printed), reply)) {
        failures.push(`${sample} printed ${printed}, not ${JSON.stringify(reply)}`);
      } else passed += 1;
    }
  }
}
for (const sample of left) failures.push(`${sample} belongs to no payload`);
forwarder.close();
await mock.close();
for (const failure of failures) console.error(failure);
console.log(`${passed} samples sent their payload and printed its reply; ${failures.length} did not.`);
if (failures.length > 0 || passed === 0) process.exitCode = 1;
