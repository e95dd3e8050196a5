import { type Language, pinned, python } from "../row.ts";

const pythonClient = pinned("python/requirements.txt", /^openapi-python-client==([\d.]+)$/m);

export const row: Language = {
  name: "python",
  title: "Python",
  generator: "openapi-python-client",
  version: pythonClient,
  tools: [python],
  install: `pip install openapi-python-client==${pythonClient}`,
  generate: "openapi-python-client generate --path openapi.json --meta none --output-path atomscale_updates",
  prepare:
    "python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt",
  build: "python -m compileall -q atomscale_updates",
  drive: "python driver.py",
  firstUpdate: { file: "first_update.py", run: "python first_update.py" },
  caveats: [
    '`AuthenticatedClient` sends `Authorization: Bearer` unless told `prefix=""` and `auth_header_name="X-API-KEY"`.',
    "A failure does not raise; `sync_detailed` returns its `status_code` and body.",
    "A failure whose body is not JSON raises `JSONDecodeError`, and its status is lost.",
  ],
  gaps: ["html-failure"],
};
