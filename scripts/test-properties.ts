// Tries each property 10,000 times, or as often as PROPERTY_RUNS says.
import { startVitest } from "vitest/node";

process.env.PROPERTY_RUNS ??= "10000";
const vitest = await startVitest("test", ["properties"], { watch: false });
await vitest.close();
