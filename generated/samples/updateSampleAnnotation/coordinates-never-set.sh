curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/physical_samples/a1b2c3d4-5678-90ab-cdef-1234567890ab/annotations/f47ac10b-58cc-4372-a567-0e02b2c3d479" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "property_name": "lattice_mismatch",
  "property_value": -0.0226
}'
