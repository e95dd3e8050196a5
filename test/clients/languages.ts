// How a client is generated, built and driven in each language; docs/other-languages.md is written from it.
import { readFileSync } from "node:fs";

export interface Tool {
  /** Ends with 0 where the tool is there. */
  probe: string;
  name: string;
  /** How to get it: a command of Debian, or where Debian's is too old, a page. */
  install: string;
}

export interface Language {
  /** Name of its folder, and its argument of `npm run test:clients`. */
  name: string;
  title: string;
  generator: string;
  version: string;
  tools: Tool[];
  /** What a user types to have the generator. */
  install: string;
  /** What a user types to generate, beside the description; run exactly so. */
  generate: string;
  /** What the run does in place of `install`: the same versions, from the language's lock file. */
  prepare: string;
  build: string;
  /** Called with the file of vectors, the base URL and the key. */
  drive: string;
  caveats: string[];
  /** Names of unforeseen replies that the generated client is known not to read; a caveat says so. */
  gaps?: string[];
}

function pinned(path: string, pattern: RegExp): string {
  const [, version] = pattern.exec(readFileSync(new URL(path, import.meta.url), "utf8")) ?? [];
  if (version === undefined) throw new Error(`${path} pins nothing that matches ${pattern}.`);
  return version;
}

const heyApi = pinned("typescript/package.json", /"@hey-api\/openapi-ts": "([\d.]+)"/);
const typescript = pinned("typescript/package.json", /"typescript": "([\d.]+)"/);
const pythonClient = pinned("python/requirements.txt", /^openapi-python-client==([\d.]+)$/m);
const nswag = pinned("csharp/package.json", /"nswag": "([\d.]+)"/);
const dependencyPlugin = pinned("java/pom.xml", /maven-dependency-plugin<\/artifactId>\s*<version>([\d.]+)/);
const oapiCodegen = "2.8.2";
const openapiGenerator = "7.25.0";

const npm: Tool = { probe: "npm --version", name: "npm", install: "apt-get install npm" };
const java: Tool = {
  probe: "javac --version && mvn --version",
  name: "a JDK of version 11 or later, and Maven",
  install: "apt-get install default-jdk-headless maven",
};
const mono: Tool = {
  probe: "mono --version && mcs --version",
  name: "mono with its C# compiler",
  install: "apt-get install mono-devel mono-mcs",
};

// Fetched from Maven Central; the npm package of the same name downloads it from elsewhere.
const generatorJar = `mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:${dependencyPlugin}:copy -Dartifact=org.openapitools:openapi-generator-cli:${openapiGenerator} -DoutputDirectory=.`;
const generatorCommand = `java -jar openapi-generator-cli-${openapiGenerator}.jar generate`;
const nswagFolder = "node_modules/nswag/bin/binaries/Win";

export const languages: Language[] = [
  {
    name: "typescript",
    title: "TypeScript",
    generator: "@hey-api/openapi-ts",
    version: heyApi,
    tools: [npm],
    install: `npm install --save-dev --save-exact @hey-api/openapi-ts@${heyApi} typescript@${typescript}`,
    generate: "npx openapi-ts -i openapi.json -o client",
    prepare: "npm ci --ignore-scripts",
    build: "npx tsc -p .",
    drive: "npx tsx driver.ts",
    caveats: [
      "Newer releases of the generator state Node 22.18 or later.",
      "A failure does not throw; it comes back as `error` beside `response`, and a body of JSON `null` as the text `null`.",
    ],
  },
  {
    name: "python",
    title: "Python",
    generator: "openapi-python-client",
    version: pythonClient,
    tools: [
      {
        probe: "python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'",
        name: "Python 3.11 or later with venv",
        install: "apt-get install python3-venv",
      },
    ],
    install: `pip install openapi-python-client==${pythonClient}`,
    generate:
      "openapi-python-client generate --path openapi.json --meta none --output-path atomscale_updates",
    prepare:
      "python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt",
    build: "python -m compileall -q atomscale_updates",
    drive: "python driver.py",
    caveats: [
      '`AuthenticatedClient` sends `Authorization: Bearer` unless told `prefix=""` and `auth_header_name="X-API-KEY"`.',
      "A failure does not raise; `sync_detailed` returns its `status_code` and body.",
      "A failure whose body is not JSON raises `JSONDecodeError`, and its status is lost.",
    ],
    gaps: ["html-failure"],
  },
  {
    name: "go",
    title: "Go",
    generator: "oapi-codegen",
    version: oapiCodegen,
    tools: [{ probe: "go version", name: "Go 1.25 or later", install: "https://go.dev/dl" }],
    install: "go get github.com/oapi-codegen/runtime",
    generate: `mkdir -p atomscale && go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v${oapiCodegen} -generate types,client -package atomscale -o atomscale/client.go openapi.json`,
    prepare: "go mod download",
    build: "go vet ./... && go build -mod=readonly -o driver .",
    drive: "./driver",
    caveats: [
      "The key is set by a `RequestEditorFn`.",
      "Enum constants carry no prefix (`Error`, `Pending`), so give the client a package of its own.",
    ],
  },
  {
    name: "java",
    title: "Java",
    generator: "openapi-generator, library `native`",
    version: openapiGenerator,
    tools: [java],
    install: generatorJar,
    generate: `${generatorCommand} -i openapi.json -g java --library native -o client --additional-properties=containerDefaultToNull=true`,
    prepare: `mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib && ${generatorJar}`,
    build: "javac -nowarn -cp 'lib/*' -d classes Driver.java $(find client/src/main/java -name '*.java')",
    drive: "java -cp 'classes:lib/*' Driver",
    caveats: [
      "Without `containerDefaultToNull=true` the client sends an empty map for each map that nobody set.",
      "The key is set by a request interceptor.",
    ],
  },
  {
    name: "rust",
    title: "Rust",
    generator: "openapi-generator",
    version: openapiGenerator,
    tools: [
      java,
      { probe: "cargo --version", name: "Rust 1.88 or later with cargo", install: "https://rustup.rs" },
      { probe: "cc --version", name: "a C linker", install: "apt-get install gcc libc6-dev" },
    ],
    install: generatorJar,
    generate: `${generatorCommand} -i openapi-3.0.json -g rust -o atomscale_updates --additional-properties=packageName=atomscale_updates`,
    prepare: generatorJar,
    build: "cargo build --quiet --locked",
    drive: "target/debug/clients",
    caveats: [
      "progenitor 0.15.1 stops at a `default` reply beside 200; ranges in its place (`4XX`, `5XX`) would break NSwag.",
      "Ids are plain strings.",
    ],
  },
  {
    name: "csharp",
    title: "C#",
    generator: "NSwag",
    version: nswag,
    tools: [npm, mono],
    install: `npm install --save-exact nswag@${nswag}`,
    generate: `mono ${nswagFolder}/NSwag.exe openapi2csclient /input:openapi.json /output:Client.cs /namespace:Atomscale /GenerateOptionalPropertiesAsNullable:true`,
    prepare: "npm ci --ignore-scripts",
    build: `cp ${nswagFolder}/Newtonsoft.Json.dll . && mcs -nologo -warn:0 -out:driver.exe -r:System.Net.Http -r:System.ComponentModel.DataAnnotations -r:System.Runtime.Serialization -r:Newtonsoft.Json.dll Client.cs Driver.cs`,
    drive: "mono driver.exe",
    caveats: [
      "Without `/GenerateOptionalPropertiesAsNullable:true` the client sends fields that nobody set.",
      "Without `ReadResponseAsString` the body of a failure that is no object is lost.",
      "The key is a default header of the `HttpClient`.",
    ],
  },
];
