# Calls each vector through the client that openapi-generator generates into `client/`.
require "json"
$LOAD_PATH.unshift(File.join(__dir__, "client/lib"))
require "openapi_client"

file, url, key = ARGV

def call(vector, client)
  ids = vector["pathParameters"]
  body = JSON.parse(vector["body"].to_json, symbolize_names: true)
  case vector["operationId"]
  when "updateDataEntry"
    OpenapiClient::DataCatalogueApi.new(client)
      .update_data_entry(ids["data_id"], OpenapiClient::DataEntryPatch.build_from_hash(body))
  when "updateSampleAnnotation"
    OpenapiClient::SamplesApi.new(client)
      .update_sample_annotation(ids["physical_sample_id"], ids["annotation_id"],
                                OpenapiClient::SampleAnnotationPatch.build_from_hash(body))
  when "updateTargetMaterialLayer"
    OpenapiClient::TargetMaterialsApi.new(client)
      .update_target_material_layer(OpenapiClient::TargetMaterialLayerPatch.build_from_hash(body))
  else
    raise "The driver does not know #{vector["operationId"]}."
  end
end

JSON.parse(File.read(file))["vectors"].each_with_index do |vector, index|
  configuration = OpenapiClient::Configuration.new do |config|
    config.server_index = nil
    config.scheme = "http"
    config.host = url.delete_prefix("http://")
    config.base_path = "/#{index}"
    config.api_key["X-API-KEY"] = key
  end
  begin
    outcome = { reply: call(vector, OpenapiClient::ApiClient.new(configuration)).to_hash }
  rescue OpenapiClient::ApiError => error
    outcome = { status: error.code, error: error.response_body }
  rescue StandardError => error
    outcome = { crash: error.inspect }
  end
  puts JSON.generate(outcome)
end
