import type { Language } from "../row.ts";

const oapiCodegen = "2.8.2";

export const row: Language = {
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
  firstUpdate: { file: "first/main.go", run: "go run ./first" },
  caveats: [
    "The key is set by a `RequestEditorFn`.",
    "Enum constants carry no prefix (`Error`, `Pending`), so give the client a package of its own.",
  ],
};
