import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai")
changes = {
    "property_name": "lattice_mismatch",
    "property_value": -0.0226,
}

request = urllib.request.Request(
    endpoint + "/physical_samples/3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3/annotations/f47ac10b-58cc-4372-a567-0e02b2c3d479",
    method="PATCH",
    headers={
        "X-API-KEY": os.environ["ATOMSCALE_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(changes).encode(),
)
with urllib.request.urlopen(request, timeout=30) as reply:
    print(json.dumps(json.load(reply), indent=2))
