// Calls each vector through the client that openapi-generator's `typescript-fetch` generates into `client/`.
import { readFileSync } from "node:fs";
import {
  Configuration,
  DataCatalogueApi,
  DataEntryPatchFromJSON,
  DataEntryToJSON,
  ResponseError,
  SampleAnnotationPatchFromJSON,
  SampleAnnotationToJSON,
  SamplesApi,
  TargetMaterialLayerPatchFromJSON,
  TargetMaterialLayerToJSON,
  TargetMaterialsApi,
} from "./client";

interface Vector {
  operationId: string;
  pathParameters: { [name: string]: string };
  body: unknown;
}

const [, , file = "", url = "", key = ""] = process.argv;
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

async function call({ operationId, pathParameters, body }: Vector, basePath: string): Promise<unknown> {
  const configuration = new Configuration({
    basePath,
    apiKey: key,
    // A redirect would carry the key and the change to another address.
    fetchApi: (input, init) => fetch(input, { ...init, redirect: "manual" }),
  });
  const { data_id = "", physical_sample_id = "", annotation_id = "" } = pathParameters;
  switch (operationId) {
    case "updateDataEntry":
      return DataEntryToJSON(
        await new DataCatalogueApi(configuration).updateDataEntry({
          dataId: data_id,
          dataEntryPatch: DataEntryPatchFromJSON(body),
        }),
      );
    case "updateSampleAnnotation":
      return SampleAnnotationToJSON(
        await new SamplesApi(configuration).updateSampleAnnotation({
          physicalSampleId: physical_sample_id,
          annotationId: annotation_id,
          sampleAnnotationPatch: SampleAnnotationPatchFromJSON(body),
        }),
      );
    case "updateTargetMaterialLayer":
      return TargetMaterialLayerToJSON(
        await new TargetMaterialsApi(configuration).updateTargetMaterialLayer({
          targetMaterialLayerPatch: TargetMaterialLayerPatchFromJSON(body),
        }),
      );
    default:
      throw new Error(`The driver does not know ${operationId}.`);
  }
}

for (const [index, vector] of vectors.entries()) {
  try {
    console.log(JSON.stringify({ reply: await call(vector, `${url}/${index}`) }));
  } catch (error) {
    const response = error instanceof ResponseError ? error.response : undefined;
    const outcome = response
      ? { status: response.status, error: await response.text() }
      : { crash: String(error) };
    console.log(JSON.stringify(outcome));
  }
}
