curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/target-materials/layers/" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "id": 101,
  "layer_id": 2,
  "mp_id": "mp-5229"
}'
