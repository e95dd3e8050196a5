<?php
// With Composer: require "vendor/autoload.php"; and "OpenAPI\\Client\\": "client/lib/" under autoload.psr-4.
require "autoload.php";

use OpenAPI\Client\Api\DataCatalogueApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\DataEntryPatch;

$configuration = (new Configuration())
    ->setHost(getenv("ATOMSCALE_API_ENDPOINT") ?: "https://api.atomscale.ai")
    ->setApiKey("X-API-KEY", getenv("ATOMSCALE_API_KEY"));
// A redirect would carry the key and the change to another address.
$api = new DataCatalogueApi(new GuzzleHttp\Client(["allow_redirects" => false]), $configuration);
try {
    $patch = new DataEntryPatch(["pipeline_status" => "success"]);
    $entry = $api->updateDataEntry("d290f1ee-6c54-4b01-90e6-d701748f0851", $patch);
    echo "updated: ", $entry->getRawName(), " ", $entry->getPipelineStatus(), "\n";
} catch (ApiException $error) {
    // With the code 0 no response came: whether the record was changed is unknown.
    echo "failed: ", $error->getCode(), " ", $error->getResponseBody(), "\n";
}
