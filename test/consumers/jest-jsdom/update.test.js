/** @jest-environment jsdom */
const { createClient, isAtomscaleError } = require("atomscale-client");

// jsdom has no fetch, so the page brings one.
const answer = (status, body) => async () => ({
  status,
  headers: new Map([["content-type", "application/json"]]),
  text: async () => JSON.stringify(body),
});
const data_id = "d290f1ee-6c54-4b01-90e6-d701748f0851";

test("a record comes back", async () => {
  const atomscale = createClient({ apiKey: "key", fetch: answer(200, { data_id, raw_name: "a.mp4" }) });
  expect(document.nodeType).toBe(9);
  expect(await atomscale.updateDataEntry({ data_id }, { raw_name: "a.mp4" })).toEqual({
    data_id,
    raw_name: "a.mp4",
  });
});

test("an error tells its outcome", async () => {
  const atomscale = createClient({ apiKey: "key", fetch: answer(404, { detail: "Not found" }) });
  const error = await atomscale.updateDataEntry({ data_id }, { raw_name: "a.mp4" }).catch((caught) => caught);
  expect(isAtomscaleError(error)).toBe(true);
  expect(error).toMatchObject({ code: "not-found", outcome: "not-applied" });
});
