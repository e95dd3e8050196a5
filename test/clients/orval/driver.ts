// Calls each vector through the client that orval generates into `client.ts`.
import { readFileSync } from "node:fs";
import {
  type DataEntryPatch,
  type SampleAnnotationPatch,
  type TargetMaterialLayerPatch,
  updateDataEntry,
  updateSampleAnnotation,
  updateTargetMaterialLayer,
} from "./client";
import { target } from "./http";

interface Vector {
  operationId: string;
  pathParameters: { [name: string]: string };
  body: unknown;
}

const [, , file = "", url = "", key = ""] = process.argv;
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

function call({ operationId, pathParameters, body }: Vector) {
  const { data_id = "", physical_sample_id = "", annotation_id = "" } = pathParameters;
  switch (operationId) {
    case "updateDataEntry":
      return updateDataEntry(data_id, body as DataEntryPatch);
    case "updateSampleAnnotation":
      return updateSampleAnnotation(physical_sample_id, annotation_id, body as SampleAnnotationPatch);
    case "updateTargetMaterialLayer":
      return updateTargetMaterialLayer(body as TargetMaterialLayerPatch);
    default:
      throw new Error(`The driver does not know ${operationId}.`);
  }
}

target.key = key;
for (const [index, vector] of vectors.entries()) {
  target.baseUrl = `${url}/${index}`;
  try {
    const { status, data } = await call(vector);
    console.log(JSON.stringify(status === 200 ? { reply: data } : { status, error: data }));
  } catch (error) {
    console.log(JSON.stringify({ crash: String(error) }));
  }
}
