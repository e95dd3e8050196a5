curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/target-materials/layers/" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "sample_id": 42,
  "layer_id": 1,
  "composition_string": "Ba0.7Sr0.3TiO3",
  "element_dict": { "Ba": 0.7, "Sr": 0.3, "Ti": 1, "O": 3 },
  "orientation": "001",
  "space_group": "P4mm"
}'
