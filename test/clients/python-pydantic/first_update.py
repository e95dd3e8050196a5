import os
from uuid import UUID

from openapi_client import ApiClient, Configuration, DataCatalogueApi
from openapi_client.exceptions import ApiException
from openapi_client.models import DataEntryPatch

configuration = Configuration(
    host=os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai"),
    api_key={"ApiKey": os.environ["ATOMSCALE_API_KEY"]},
)
try:
    entry = DataCatalogueApi(ApiClient(configuration)).update_data_entry(
        UUID("d290f1ee-6c54-4b01-90e6-d701748f0851"),
        DataEntryPatch(pipeline_status="success"),
    )
    print("updated:", entry.raw_name, entry.pipeline_status)
except ApiException as error:
    print("failed:", error.status, error.body)
