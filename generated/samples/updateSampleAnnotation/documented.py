import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai")
changes = {
    "property_value": 26.0,
}

request = urllib.request.Request(
    endpoint + "/physical_samples/a1b2c3d4-5678-90ab-cdef-1234567890ab/annotations/f47ac10b-58cc-4372-a567-0e02b2c3d479",
    method="PATCH",
    headers={
        "X-API-KEY": os.environ["ATOMSCALE_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(changes).encode(),
)
with urllib.request.urlopen(request, timeout=30) as reply:
    print(json.dumps(json.load(reply), indent=2))
