import os
from uuid import UUID

from atomscale_updates import AuthenticatedClient
from atomscale_updates.api.data_catalogue import update_data_entry
from atomscale_updates.models import DataEntryPatch, DataEntryPatchPipelineStatus

client = AuthenticatedClient(
    base_url=os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai"),
    token=os.environ["ATOMSCALE_API_KEY"],
    prefix="",
    auth_header_name="X-API-KEY",
)
response = update_data_entry.sync_detailed(
    UUID("d290f1ee-6c54-4b01-90e6-d701748f0851"),
    client=client,
    body=DataEntryPatch(pipeline_status=DataEntryPatchPipelineStatus.SUCCESS),
)
if response.status_code == 200:
    print("updated:", response.parsed.raw_name, response.parsed.pipeline_status)
else:
    print("failed:", int(response.status_code), response.content.decode())
