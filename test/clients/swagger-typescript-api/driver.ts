// Calls each vector through the client that swagger-typescript-api generates into `client.ts`.
import { readFileSync } from "node:fs";
import {
  Api,
  type DataEntryPatch,
  type SampleAnnotationPatch,
  type TargetMaterialLayerPatch,
} from "./client";

interface Vector {
  operationId: string;
  pathParameters: { [name: string]: string };
  body: unknown;
}

const [, , file = "", url = "", key = ""] = process.argv;
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

function call({ operationId, pathParameters, body }: Vector, baseUrl: string) {
  const api = new Api({ baseUrl, baseApiParams: { headers: { "X-API-KEY": key }, redirect: "manual" } });
  const { data_id = "", physical_sample_id = "", annotation_id = "" } = pathParameters;
  switch (operationId) {
    case "updateDataEntry":
      return api.dataEntries.updateDataEntry(data_id, body as DataEntryPatch);
    case "updateSampleAnnotation":
      return api.physicalSamples.updateSampleAnnotation(
        physical_sample_id,
        annotation_id,
        body as SampleAnnotationPatch,
      );
    case "updateTargetMaterialLayer":
      return api.targetMaterials.updateTargetMaterialLayer(body as TargetMaterialLayerPatch);
    default:
      throw new Error(`The driver does not know ${operationId}.`);
  }
}

for (const [index, vector] of vectors.entries()) {
  try {
    const { data } = await call(vector, `${url}/${index}`);
    console.log(JSON.stringify({ reply: data }));
  } catch (error) {
    const isReply = error instanceof Response;
    const outcome = isReply
      ? { status: error.status, error: (error as Response & { error: unknown }).error }
      : { crash: String(error) };
    console.log(JSON.stringify(outcome));
  }
}
