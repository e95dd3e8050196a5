import { type Language, npm, pinnedPackage, type Tool } from "../row.ts";

const nswag = pinnedPackage("csharp", "nswag");
const nswagFolder = "node_modules/nswag/bin/binaries/Win";
const mono: Tool = {
  probe: "mono --version && mcs --version",
  name: "mono with its C# compiler",
  install: "apt-get install mono-devel mono-mcs",
};
const compile =
  "mcs -nologo -warn:0 -r:System.Net.Http -r:System.ComponentModel.DataAnnotations -r:System.Runtime.Serialization -r:Newtonsoft.Json.dll";

export const row: Language = {
  name: "csharp",
  title: "C#",
  generator: "NSwag",
  version: nswag,
  tools: [npm, mono],
  install: `npm install --save-exact nswag@${nswag}`,
  generate: `mono ${nswagFolder}/NSwag.exe openapi2csclient /input:openapi.json /output:Client.cs /namespace:Atomscale /GenerateOptionalPropertiesAsNullable:true`,
  prepare: "npm ci --ignore-scripts",
  build: `cp ${nswagFolder}/Newtonsoft.Json.dll . && ${compile} -out:driver.exe Client.cs Driver.cs && ${compile} -out:first.exe Client.cs FirstUpdate.cs`,
  drive: "mono driver.exe",
  firstUpdate: { file: "FirstUpdate.cs", run: "mono first.exe" },
  caveats: [
    "Without `/GenerateOptionalPropertiesAsNullable:true` the client sends fields that nobody set.",
    "Without `ReadResponseAsString` the body of a failure that is no object is lost.",
    "The key is a default header of the `HttpClient`.",
  ],
};
