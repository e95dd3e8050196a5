import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

export const row: Language = {
  name: "ruby",
  title: "Ruby",
  generator: "openapi-generator",
  version: openapiGenerator,
  tools: [
    java,
    {
      probe: "ruby -rtyphoeus -e 1",
      name: "Ruby 2.7 or later with typhoeus",
      install: "apt-get install ruby ruby-typhoeus",
    },
  ],
  install: `gem install typhoeus\n${generatorJar}`,
  generate: `${generatorCommand} -i openapi.json -g ruby -o client`,
  prepare: generatorJar,
  build: "ruby -c driver.rb first_update.rb",
  drive: "ruby driver.rb",
  firstUpdate: { file: "first_update.rb", run: "ruby first_update.rb" },
  caveats: [
    "The key is the entry `X-API-KEY` of `config.api_key`.",
    "A failure raises `ApiError` with `code` and `response_body`.",
  ],
};
