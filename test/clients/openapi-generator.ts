// openapi-generator, from which several rows make their clients.
import { pinned } from "./row.ts";

const dependencyPlugin = pinned("java/pom.xml", /maven-dependency-plugin<\/artifactId>\s*<version>([\d.]+)/);
export const openapiGenerator = "7.25.0";

// Fetched from Maven Central; the npm package of the same name downloads it from elsewhere.
export const generatorJar = `mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:${dependencyPlugin}:copy -Dartifact=org.openapitools:openapi-generator-cli:${openapiGenerator} -DoutputDirectory=.`;
export const generatorCommand = `java -jar openapi-generator-cli-${openapiGenerator}.jar generate`;
