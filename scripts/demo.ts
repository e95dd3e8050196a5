// Makes the three updates against the embedded mock, with the values of the documentation pages, and one that is
// refused before it is sent; prints what was sent and what came back.
import { readFile } from "node:fs/promises";
import { type ClientOptions, createClient, isAtomscaleError } from "../src/index.ts";
import { startMock } from "./mock/start-mock.ts";

async function readPatch<T>(operationId: string): Promise<T> {
  const file = new URL(`../openapi/examples/${operationId}/documented.request.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as T;
}

const indent = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll("\n", "\n    ");

// Sees exactly what goes on the wire.
const printingFetch: ClientOptions["fetch"] = (url, init) => {
  console.log(`  ${init.method} ${new URL(url).pathname}`);
  console.log(`  sent ${init.body}`);
  return fetch(url, init);
};

const mock = await startMock();
try {
  console.log(`The mock of the description answers at ${mock.url}.\n`);
  const atomscale = createClient({ apiKey: "any-key-does-here", baseUrl: mock.url, fetch: printingFetch });

  console.log("updateDataEntry");
  const entry = await atomscale.updateDataEntry(
    { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" },
    await readPatch("updateDataEntry"),
  );
  console.log(`  got  ${indent(entry)}\n`);

  console.log("updateSampleAnnotation");
  const annotation = await atomscale.updateSampleAnnotation(
    {
      physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
      annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
    },
    await readPatch("updateSampleAnnotation"),
  );
  console.log(`  got  ${indent(annotation)}\n`);

  console.log("updateTargetMaterialLayer");
  const layer = await atomscale.updateTargetMaterialLayer(await readPatch("updateTargetMaterialLayer"));
  console.log(`  got  ${indent(layer)}\n`);

  console.log("updateSampleAnnotation with the mean of an empty series, which JSON would turn into null");
  try {
    await atomscale.updateSampleAnnotation(
      { physical_sample_id: annotation.physical_sample_id, annotation_id: annotation.id },
      { property_value: 0 / 0 },
    );
    process.exitCode = 1;
  } catch (error) {
    if (!isAtomscaleError(error)) throw error;
    console.log(`  refused, nothing sent: ${error.message}`);
  }
} finally {
  await mock.close();
}
