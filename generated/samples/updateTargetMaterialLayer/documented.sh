curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/target-materials/layers/" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "sample_id": 42,
  "layer_id": 1,
  "orientation": "111"
}'
