import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

const typhoeus = "1.4.1";

export const row: Language = {
  name: "ruby",
  title: "Ruby",
  generator: "openapi-generator",
  version: openapiGenerator,
  tools: [
    java,
    {
      probe: "ruby --version && gem --version",
      name: "Ruby with gem",
      install: "apt-get install ruby libcurl4",
    },
  ],
  install: `gem install typhoeus -v ${typhoeus}\n${generatorJar}`,
  generate: `${generatorCommand} -i openapi.json -g ruby -o client`,
  prepare: `gem install --silent --no-document --install-dir gems typhoeus -v ${typhoeus} && ${generatorJar}`,
  build: "ruby -c driver.rb",
  drive: "env GEM_PATH=gems ruby driver.rb",
  caveats: [
    "The key is the entry `ApiKey` of `config.api_key`.",
    "A failure raises `ApiError` with `code` and `response_body`.",
  ],
};
