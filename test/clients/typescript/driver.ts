// Calls each vector through the client that hey-api generates into `client/`.
import { readFileSync } from "node:fs";
import {
  type DataEntryPatch,
  type SampleAnnotationPatch,
  type TargetMaterialLayerPatch,
  updateDataEntry,
  updateSampleAnnotation,
  updateTargetMaterialLayer,
} from "./client";
import { createClient } from "./client/client";

interface Vector {
  operationId: string;
  pathParameters: { [name: string]: string };
  body: unknown;
}

const [, , file = "", url = "", key = ""] = process.argv;
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

function call({ operationId, pathParameters, body }: Vector, baseUrl: string) {
  const client = createClient({ baseUrl, auth: key });
  const { data_id = "", physical_sample_id = "", annotation_id = "" } = pathParameters;
  switch (operationId) {
    case "updateDataEntry":
      return updateDataEntry({ client, path: { data_id }, body: body as DataEntryPatch });
    case "updateSampleAnnotation":
      return updateSampleAnnotation({
        client,
        path: { physical_sample_id, annotation_id },
        body: body as SampleAnnotationPatch,
      });
    case "updateTargetMaterialLayer":
      return updateTargetMaterialLayer({ client, body: body as TargetMaterialLayerPatch });
    default:
      throw new Error(`The driver does not know ${operationId}.`);
  }
}

for (const [index, vector] of vectors.entries()) {
  try {
    const { data, error, response } = await call(vector, `${url}/${index}`);
    const outcome = response?.ok ? { reply: data } : { status: response?.status, error };
    console.log(JSON.stringify(outcome));
  } catch (error) {
    console.log(JSON.stringify({ crash: String(error) }));
  }
}
