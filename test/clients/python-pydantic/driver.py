"""Calls each vector through the client that openapi-generator generates into `client/`, whose models are pydantic's."""

import json
import sys
from uuid import UUID

from openapi_client import ApiClient, Configuration, DataCatalogueApi, SamplesApi, TargetMaterialsApi
from openapi_client.exceptions import ApiException
from openapi_client.models import DataEntryPatch, SampleAnnotationPatch, TargetMaterialLayerPatch

file, url, key = sys.argv[1:]


def call(vector, client):
    ids = {name: UUID(value) for name, value in vector["pathParameters"].items()}
    body = vector["body"]
    match vector["operationId"]:
        case "updateDataEntry":
            return DataCatalogueApi(client).update_data_entry(
                **ids, data_entry_patch=DataEntryPatch.from_dict(body)
            )
        case "updateSampleAnnotation":
            return SamplesApi(client).update_sample_annotation(
                **ids, sample_annotation_patch=SampleAnnotationPatch.from_dict(body)
            )
        case "updateTargetMaterialLayer":
            return TargetMaterialsApi(client).update_target_material_layer(
                **ids, target_material_layer_patch=TargetMaterialLayerPatch.from_dict(body)
            )
        case operation:
            raise ValueError(f"The driver does not know {operation}.")


with open(file, encoding="utf-8") as opened:
    vectors = json.load(opened)["vectors"]

for index, vector in enumerate(vectors):
    client = ApiClient(Configuration(host=f"{url}/{index}", api_key={"ApiKey": key}))
    try:
        outcome = {"reply": json.loads(call(vector, client).to_json())}
    except ApiException as error:
        outcome = {"status": error.status, "error": error.body}
    except Exception as error:
        outcome = {"crash": repr(error)}
    print(json.dumps(outcome))
