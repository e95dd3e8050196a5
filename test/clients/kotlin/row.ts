import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

const jars = "$(echo lib/*.jar | tr ' ' ':')";

export const row: Language = {
  name: "kotlin",
  title: "Kotlin",
  generator: "openapi-generator, `kotlin` with Jackson",
  version: openapiGenerator,
  tools: [java],
  install: generatorJar,
  generate: `${generatorCommand} -i openapi.json -g kotlin -o client --additional-properties=serializationLibrary=jackson`,
  prepare: `mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib && ${generatorJar}`,
  // The compiler from Maven Central, in place of Gradle, which would fetch itself from elsewhere.
  build: `java -cp 'lib/*' org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-stdlib -no-reflect -nowarn -cp ${jars} -d classes client/src/main/kotlin Driver.kt FirstUpdate.kt`,
  drive: "java -cp 'classes:lib/*' DriverKt",
  firstUpdate: { file: "FirstUpdate.kt", run: "java -cp 'classes:lib/*' FirstUpdate" },
  caveats: [
    "A `null` inside a map is left out; with `serializationLibrary=jackson`, `Serializer.jacksonObjectMapper.setDefaultPropertyInclusion` keeps it, as `test/clients/kotlin/Driver.kt` shows.",
    "The key is the entry `X-API-KEY` of `ApiClient.apiKey`.",
    "OkHttp follows redirects with the key unless told `followRedirects(false)`.",
  ],
};
