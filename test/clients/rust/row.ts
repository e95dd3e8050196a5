import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language } from "../row.ts";

export const row: Language = {
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
  firstUpdate: { file: "src/bin/first_update.rs", run: "target/debug/first_update" },
  caveats: [
    "progenitor 0.15.1 stops at a `default` reply beside 200; ranges in its place (`4XX`, `5XX`) would break NSwag.",
    "Ids are plain strings.",
  ],
};
