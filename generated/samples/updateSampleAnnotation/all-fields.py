import json
import os
import urllib.request

endpoint = os.environ.get("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai")
changes = {
    "property_name": "sheet_resistance",
    "property_value": 412.75,
    "property_unit": "ohm/sq",
    "coord_ref_frame": "stage_absolute",
    "coord_units": "mm",
    "coord_x": -12.25,
    "coord_y": 0.5,
    "coord_z": -0.001,
    "metadata": {
        "probe": "four-point",
        "temperature_k": 295,
        "spacing_um": [100, 100, 100],
        "repeats": { "count": 5, "std": 1.75 },
        "operator": None,
    },
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
