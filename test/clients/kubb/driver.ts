// Calls each vector through the client that Kubb generates into `client/`, over axios.
import { readFileSync } from "node:fs";
import { isAxiosError } from "axios";
import {
  type DataEntryPatch,
  type SampleAnnotationPatch,
  type TargetMaterialLayerPatch,
  updateDataEntry,
  updateSampleAnnotation,
  updateTargetMaterialLayer,
} from "./client";

interface Vector {
  operationId: string;
  pathParameters: { [name: string]: string };
  body: unknown;
}

const [, , file = "", url = "", key = ""] = process.argv;
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

function call({ operationId, pathParameters, body }: Vector, baseURL: string) {
  const config = { baseURL, headers: { "X-API-KEY": key }, maxRedirects: 0 };
  const { data_id = "", physical_sample_id = "", annotation_id = "" } = pathParameters;
  switch (operationId) {
    case "updateDataEntry":
      return updateDataEntry(data_id, body as DataEntryPatch, config);
    case "updateSampleAnnotation":
      return updateSampleAnnotation(physical_sample_id, annotation_id, body as SampleAnnotationPatch, config);
    case "updateTargetMaterialLayer":
      return updateTargetMaterialLayer(body as TargetMaterialLayerPatch, config);
    default:
      throw new Error(`The driver does not know ${operationId}.`);
  }
}

for (const [index, vector] of vectors.entries()) {
  try {
    console.log(JSON.stringify({ reply: await call(vector, `${url}/${index}`) }));
  } catch (error) {
    const response = isAxiosError(error) ? error.response : undefined;
    const outcome = response ? { status: response.status, error: response.data } : { crash: String(error) };
    console.log(JSON.stringify(outcome));
  }
}
