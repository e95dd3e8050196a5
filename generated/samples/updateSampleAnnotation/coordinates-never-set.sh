curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/physical_samples/3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3/annotations/f47ac10b-58cc-4372-a567-0e02b2c3d479" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "property_name": "lattice_mismatch",
  "property_value": -0.0226
}'
