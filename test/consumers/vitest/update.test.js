import { createClient } from "atomscale-client";
import { createMockFetch } from "atomscale-client/testing";
import { expect, test } from "vitest";
import { tellStory } from "./story.mjs";

test("every call answers over the network", async () => {
  expect(await tellStory()).toEqual({
    status: "success",
    code: "not-found",
    outcome: "not-applied",
    orientation: "001",
    applied: 1,
  });
});

test("the mock plays a lost connection", async () => {
  const atomscale = createClient({
    apiKey: "key",
    maxRetries: 0,
    fetch: createMockFetch("applied-then-lost").fetch,
  });
  const failed = atomscale.updateTargetMaterialLayer({ sample_id: 42, layer_id: 1, orientation: "111" });
  await expect(failed).rejects.toMatchObject({ code: "connection-failed", outcome: "unknown" });
});
