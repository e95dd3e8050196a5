// The suites of test/ as they are, each with its calls counted.
import { mergeConfig } from "vitest/config";
import config from "../../vitest.config.ts";

export default mergeConfig(config, { test: { setupFiles: ["test/fourth-operation/count-calls.ts"] } });
