import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

export const row: Language = {
  name: "php",
  title: "PHP",
  generator: "openapi-generator",
  version: openapiGenerator,
  tools: [
    java,
    {
      probe: `php -r 'exit((int) !(stream_resolve_include_path("GuzzleHttp/autoload.php") && extension_loaded("curl")));'`,
      name: "PHP 8.1 or later with curl, mbstring and Guzzle",
      install: "apt-get install php-cli php-curl php-mbstring php-guzzlehttp-guzzle",
    },
  ],
  install: `composer require guzzlehttp/guzzle\n${generatorJar}`,
  generate: `${generatorCommand} -i openapi.json -g php -o client`,
  prepare: generatorJar,
  build: "php -l driver.php",
  drive: "php driver.php",
  firstUpdate: { file: "first-update.php", run: "php first-update.php" },
  caveats: [
    "An empty map travels as an empty array, `[]`.",
    "The key is set by `setApiKey('X-API-KEY', …)`.",
    "Guzzle follows redirects with the key unless told `allow_redirects: false`.",
  ],
  gaps: ["updateSampleAnnotation zero-and-empty", "updateSampleAnnotation ids-in-capitals"],
};
