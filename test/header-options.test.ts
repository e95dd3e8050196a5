// Which headers go out: the client's, over them those of the call, and the key over all.
import { expect, test } from "vitest";
import { makers } from "./support/call-operation.ts";
import { callOnce } from "./support/make-client.ts";
import { API_KEY, scripted } from "./support/scripted-fetch.ts";

const OWN = { "content-type": "application/json", "x-api-key": API_KEY };

for (const maker of makers) {
  test.each<[string, object, object]>([
    ["an object", { "X-Run": "1", "X-Who": "client" }, { "x-run": "1", "x-who": "client" }],
    ["a Headers", new Headers({ "X-Run": "1" }), { "x-run": "1" }],
    ["a list of pairs", [["X-Run", "1"]], { "x-run": "1" }],
    ["a Map", new Map([["X-Run", "1"]]), { "x-run": "1" }],
    [
      "one name twice",
      [
        ["a", "1"],
        ["A", "2"],
      ],
      { a: "1, 2" },
    ],
    ["numbers and truth values", { a: 1, b: true, c: 0, d: "" }, { a: "1", b: "true", c: "0", d: "" }],
    ["undefined, which adds none", { a: undefined }, {}],
  ])(`${maker}: sends the headers when they are %s`, async (_, headers, sent) => {
    const { fetch, asked } = scripted();
    await callOnce(maker, { fetch, headers });
    expect(asked[0]?.init.headers).toEqual({ ...OWN, ...sent });
  });

  test(`${maker}: sends the headers of the call over the client's`, async () => {
    const { fetch, asked } = scripted();
    const headers = { "X-Run": "1", "X-Who": "client", "X-Off": "1" };
    await callOnce(maker, { fetch, headers }, { headers: { "x-who": "call", "x-off": null } });
    expect(asked[0]?.init.headers).toEqual({ ...OWN, "x-run": "1", "x-who": "call" });
  });
}

test("createClient: sends no content-type when it is null", async () => {
  const { fetch, asked } = scripted();
  await callOnce("createClient", { fetch, headers: { "Content-Type": null } });
  expect(asked[0]?.init.headers).toEqual({ "x-api-key": API_KEY });
});
