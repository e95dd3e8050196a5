$LOAD_PATH.unshift("client/lib")
require "openapi_client"
require "uri"

endpoint = URI(ENV.fetch("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai"))
OpenapiClient.configure do |config|
  config.server_index = nil
  config.scheme = endpoint.scheme
  config.host = "#{endpoint.host}:#{endpoint.port}"
  config.api_key["X-API-KEY"] = ENV.fetch("ATOMSCALE_API_KEY")
end
begin
  patch = OpenapiClient::DataEntryPatch.new(pipeline_status: "success")
  entry = OpenapiClient::DataCatalogueApi.new.update_data_entry("d290f1ee-6c54-4b01-90e6-d701748f0851", patch)
  puts "updated: #{entry.raw_name} #{entry.pipeline_status}"
rescue OpenapiClient::ApiError => error
  # Without a code no response came: whether the record was changed is unknown.
  puts "failed: #{error.code} #{error.response_body}"
end
