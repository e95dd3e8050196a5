"""Calls each vector through the client that openapi-python-client generates into `atomscale_updates/`."""

import json
import sys
from http import HTTPStatus
from uuid import UUID

from atomscale_updates import AuthenticatedClient
from atomscale_updates.api.data_catalogue import update_data_entry
from atomscale_updates.api.samples import update_sample_annotation
from atomscale_updates.api.target_materials import update_target_material_layer
from atomscale_updates.models import DataEntryPatch, SampleAnnotationPatch, TargetMaterialLayerPatch

file, url, key = sys.argv[1:]


def call(vector, client):
    ids = {name: UUID(value) for name, value in vector["pathParameters"].items()}
    body = vector["body"]
    match vector["operationId"]:
        case "updateDataEntry":
            return update_data_entry.sync_detailed(**ids, client=client, body=DataEntryPatch.from_dict(body))
        case "updateSampleAnnotation":
            return update_sample_annotation.sync_detailed(
                **ids, client=client, body=SampleAnnotationPatch.from_dict(body)
            )
        case "updateTargetMaterialLayer":
            return update_target_material_layer.sync_detailed(
                **ids, client=client, body=TargetMaterialLayerPatch.from_dict(body)
            )
        case operation:
            raise ValueError(f"The driver does not know {operation}.")


with open(file, encoding="utf-8") as opened:
    vectors = json.load(opened)["vectors"]

for index, vector in enumerate(vectors):
    client = AuthenticatedClient(
        base_url=f"{url}/{index}", token=key, prefix="", auth_header_name="X-API-KEY"
    )
    try:
        response = call(vector, client)
        if response.status_code == HTTPStatus.OK:
            outcome = {"reply": response.parsed.to_dict()}
        else:
            outcome = {"status": int(response.status_code), "error": response.parsed}
    except Exception as error:
        outcome = {"crash": repr(error)}
    print(json.dumps(outcome))
