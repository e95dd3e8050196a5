import { generatorCommand, generatorJar, openapiGenerator } from "../openapi-generator.ts";
import { java, type Language, python } from "../row.ts";

export const row: Language = {
  name: "python-pydantic",
  title: "Python, pydantic",
  generator: "openapi-generator, `python`",
  version: openapiGenerator,
  tools: [java, python],
  install: generatorJar,
  generate: `${generatorCommand} -i openapi.json -g python -o client`,
  prepare: `python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt && ${generatorJar}`,
  build: "python -m compileall -q client/openapi_client",
  drive: "env PYTHONPATH=client python driver.py",
  firstUpdate: { file: "first_update.py", run: "env PYTHONPATH=client python first_update.py" },
  caveats: [
    "The key is the entry `ApiKey` of `Configuration(api_key=…)`.",
    "A model that you serialize by yourself needs `exclude_unset=True`; otherwise fields that nobody set travel as null.",
    "A failure raises `ApiException` with `status` and `body`.",
  ],
};
