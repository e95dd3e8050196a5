curl --fail-with-body --request PATCH \
  "${ATOMSCALE_API_ENDPOINT:-https://api.atomscale.ai}/data_entries/d290f1ee-6c54-4b01-90e6-d701748f0851" \
  --header "X-API-KEY: $ATOMSCALE_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
  "char_source_type": "rheed_video",
  "pipeline_status": "success",
  "raw_name": "rheed_video_2024_01_15.mp4"
}'
