import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai")
changes = {
    "sample_id": 42,
    "layer_id": 1,
    "composition_string": "Ba0.7Sr0.3TiO3",
    "element_dict": { "Ba": 0.7, "Sr": 0.3, "Ti": 1, "O": 3 },
    "orientation": "001",
    "space_group": "P4mm",
}

request = urllib.request.Request(
    endpoint + "/target-materials/layers/",
    method="PATCH",
    headers={
        "X-API-KEY": os.environ["ATOMSCALE_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(changes).encode(),
)
with urllib.request.urlopen(request, timeout=30) as reply:
    print(json.dumps(json.load(reply), indent=2))
