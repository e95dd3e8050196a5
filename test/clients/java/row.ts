import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

export const row: Language = {
  name: "java",
  title: "Java",
  generator: "openapi-generator, library `native`",
  version: openapiGenerator,
  tools: [java],
  install: generatorJar,
  generate: `${generatorCommand} -i openapi.json -g java --library native -o client --additional-properties=containerDefaultToNull=true`,
  prepare: `mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib && ${generatorJar}`,
  build:
    "javac -nowarn -cp 'lib/*' -d classes Driver.java FirstUpdate.java $(find client/src/main/java -name '*.java')",
  drive: "java -cp 'classes:lib/*' Driver",
  firstUpdate: { file: "FirstUpdate.java", run: "java -cp 'classes:lib/*' FirstUpdate" },
  caveats: [
    "Without `containerDefaultToNull=true` the client sends an empty map for each map that nobody set.",
    "The key is set by a request interceptor.",
  ],
};
