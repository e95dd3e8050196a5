import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai")
changes = {
    "char_source_type": "xrd",
    "raw_name": "2θ-ω_BaTiO3_on_SrTiO3.xrdml",
}

request = urllib.request.Request(
    endpoint + "/data_entries/d290f1ee-6c54-4b01-90e6-d701748f0851",
    method="PATCH",
    headers={
        "X-API-KEY": os.environ["ATOMSCALE_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(changes).encode(),
)
with urllib.request.urlopen(request, timeout=30) as reply:
    print(json.dumps(json.load(reply), indent=2))
