import { type Language, pinned } from "../row.ts";

const ogen = pinned("ogen/go.mod", /github.com\/ogen-go\/ogen v([\d.]+)/);

export const row: Language = {
  name: "ogen",
  title: "Go, ogen",
  generator: "ogen",
  version: ogen,
  tools: [{ probe: "go version", name: "Go 1.26 or later", install: "https://go.dev/dl" }],
  install: `go get github.com/ogen-go/ogen@v${ogen}`,
  generate: `go run github.com/ogen-go/ogen/cmd/ogen@v${ogen} --target atomscale --package atomscale --clean openapi.json`,
  prepare: "go mod download",
  build: "go vet . ./first && go build -mod=readonly -o driver .",
  drive: "./driver",
  firstUpdate: { file: "first/main.go", run: "go run ./first" },
  caveats: [
    "Each documented failure is a type of its own, such as `UpdateDataEntryUnauthorized`, which holds the body; another one is an error with `StatusCode`.",
    "A failure whose body is not JSON is an error that names the status in its text only.",
    "Release 1.20.3 could not read the lists of types that 3.1 has; 1.24.0 can.",
  ],
  gaps: ["html-failure"],
};
