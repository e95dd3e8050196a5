<?php
// Calls each vector through the client that openapi-generator generates into `client/`.
require "autoload.php";

use OpenAPI\Client\Api\DataCatalogueApi;
use OpenAPI\Client\Api\SamplesApi;
use OpenAPI\Client\Api\TargetMaterialsApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\DataEntryPatch;
use OpenAPI\Client\Model\SampleAnnotationPatch;
use OpenAPI\Client\Model\TargetMaterialLayerPatch;
use OpenAPI\Client\ObjectSerializer;

[, $file, $url, $key] = $argv;
// A redirect would carry the key and the change to another address.
$http = new GuzzleHttp\Client(["allow_redirects" => false]);

function call(object $vector, GuzzleHttp\Client $http, Configuration $configuration): mixed
{
    $ids = $vector->pathParameters;
    $patch = fn (string $class) => ObjectSerializer::deserialize($vector->body, $class);
    return match ($vector->operationId) {
        "updateDataEntry" => (new DataCatalogueApi($http, $configuration))
            ->updateDataEntry($ids->data_id, $patch(DataEntryPatch::class)),
        "updateSampleAnnotation" => (new SamplesApi($http, $configuration))
            ->updateSampleAnnotation($ids->physical_sample_id, $ids->annotation_id, $patch(SampleAnnotationPatch::class)),
        "updateTargetMaterialLayer" => (new TargetMaterialsApi($http, $configuration))
            ->updateTargetMaterialLayer($patch(TargetMaterialLayerPatch::class)),
    };
}

foreach (json_decode(file_get_contents($file))->vectors as $index => $vector) {
    $configuration = (new Configuration())->setHost("$url/$index")->setApiKey("X-API-KEY", $key);
    try {
        $outcome = ["reply" => call($vector, $http, $configuration)];
    } catch (ApiException $error) {
        $outcome = ["status" => $error->getCode(), "error" => (string) $error->getResponseBody()];
    } catch (Throwable $error) {
        $outcome = ["crash" => (string) $error];
    }
    echo json_encode($outcome, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
}
