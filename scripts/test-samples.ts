// Runs every sample against the mock: what arrives must be the request payload,
// and what the sample prints must be the reply payload of the same name.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, promisify } from "node:util";
import { startRecorder } from "./clients/recorder.ts";
import { languages } from "./generate/write-samples.ts";
import type { Vectors } from "./generate/write-vectors.ts";
import { startMock } from "./mock/start-mock.ts";

const generated = new URL("../generated/", import.meta.url);
const key = "any";
const commands: Record<string, string[]> = {
  ".sh": ["sh"],
  ".py": ["python3"],
  ".ts": [process.execPath, "--import", "tsx"],
};

async function runSample(file: URL, endpoint: string): Promise<{ printed: string; complaint?: string }> {
  const [command, ...args] = commands[extname(file.pathname)] ?? [];
  if (command === undefined) return { printed: "", complaint: "no command runs this file" };
  const env = { ...process.env, ATOMSCALE_API_ENDPOINT: endpoint, ATOMSCALE_API_KEY: key };
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

const file = JSON.parse(await readFile(new URL("vectors.json", generated), "utf8")) as Vectors;
// A vector in capitals shares the payload, and so the sample, of another. One for each sample, so that the recorder counts the requests of each.
const samples = file.vectors
  .filter(({ status, name, prefer }) => status === 200 && prefer.endsWith(`example=${name}`))
  .flatMap((vector) =>
    languages.map(({ extension }) => ({
      vector,
      path: `${vector.operationId}/${vector.name}.${extension}`,
    })),
  );
const mock = await startMock();
const recorder = await startRecorder({
  vectors: samples.map(({ vector }) => vector),
  mockUrl: mock.url,
  keyHeader: file.keyHeader,
  key,
});
const found = await readdir(new URL("samples/", generated), { recursive: true });
const left = new Set(found.filter((path) => extname(path) !== ""));
const failures: string[] = [];
let passed = 0;
for (const [index, { vector, path }] of samples.entries()) {
  left.delete(path);
  const endpoint = `${recorder.url}/${index}`;
  const { printed, complaint } = await runSample(new URL(`samples/${path}`, generated), endpoint);
  const faults = recorder.faults(index);
  if (complaint !== undefined) failures.push(`${path} ${complaint}`);
  else if (faults.length > 0) failures.push(`${path}: ${faults.join("; ")}`);
  else if (!isDeepStrictEqual(parse(printed), vector.reply)) {
    failures.push(`${path} printed ${printed}, not ${JSON.stringify(vector.reply)}`);
  } else passed += 1;
}
for (const path of left) failures.push(`${path} belongs to no payload`);
await recorder.close();
await mock.close();
for (const failure of failures) console.error(failure);
console.log(`${passed} samples sent their payload and printed its reply; ${failures.length} did not.`);
if (failures.length > 0 || passed === 0) process.exitCode = 1;
