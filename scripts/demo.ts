// Makes the documented updates against the embedded mock, with the values of the documentation pages, and one that is
// refused before it is sent; prints what was sent and what came back.
import vectors from "../generated/vectors.json" with { type: "json" };
import { type AtomscaleClient, type ClientOptions, createClient, isAtomscaleError } from "../src/index.ts";
import { startMock } from "./mock/start-mock.ts";

/** The example of each documentation page. */
const examples = vectors.vectors.filter(({ name }) => name === "documented");

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

  for (const { operationId, pathParameters, body } of examples) {
    console.log(operationId);
    // Typed code names the method: atomscale.updateDataEntry({ data_id }, { raw_name }).
    const update = atomscale[operationId as keyof AtomscaleClient] as (...values: unknown[]) => unknown;
    const ids = Object.keys(pathParameters).length > 0 ? [pathParameters] : [];
    console.log(`  got  ${indent(await update(...ids, body))}\n`);
  }

  console.log("updateSampleAnnotation with the mean of an empty series, which JSON would turn into null");
  try {
    await atomscale.updateSampleAnnotation(
      {
        physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
      },
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
