// What a program forgot to await, and what is passed in the place of options: refused by name, and never in silence.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { callOperation, type Maker, makers } from "./support/call-operation.ts";
import { makeClient } from "./support/make-client.ts";
import { API_KEY, ids, scripted } from "./support/scripted-fetch.ts";
import { rejection } from "./support/settled.ts";

const unhandled = vi.fn();

beforeEach(() => void process.on("unhandledRejection", unhandled));

afterEach(async () => {
  await new Promise(setImmediate);
  process.off("unhandledRejection", unhandled);
  const raised = unhandled.mock.calls;
  unhandled.mockReset();
  expect(raised).toEqual([]);
});

type Call = (...values: unknown[]) => Promise<unknown>;

interface Given {
  readonly options?: unknown;
  readonly path?: unknown;
  readonly patch?: unknown;
  readonly callOptions?: unknown;
}

/** Makes a call that would succeed, but for what is given, and checks that nothing is sent. */
async function refused(maker: Maker, given: Given): Promise<Error> {
  const { fetch, asked } = scripted();
  const { path = ids, patch = { raw_name: "a" } } = given;
  const options = given.options === undefined ? {} : given.options;
  const client = makeClient(maker, { apiKey: API_KEY, fetch, ...(options as object) });
  const call = callOperation(client, "updateDataEntry", path as never, patch, given.callOptions as object);
  const error = await rejection(call);
  expect(error).toMatchObject({ name: "AtomscaleError", outcome: "not-applied", attempts: 0 });
  expect(asked).toEqual([]);
  return error;
}

const later = async (): Promise<never> => {
  throw new Error("late");
};

for (const maker of makers) {
  test.each<[string, () => Given, string]>([
    ["an id", () => ({ path: { data_id: later() } }), "/data_id is a promise; await it first"],
    ["a patch", () => ({ patch: later() }), "the body is a promise; await it first"],
    ["a value", () => ({ patch: { raw_name: later() } }), "/raw_name is a promise; await it first"],
    [
      "a value in a map",
      () => ({ patch: { metadata: { a: [later()] } } }),
      "/metadata/a/0 is a promise; await it first",
    ],
    [
      "what toJSON returns",
      () => ({ patch: { raw_name: { toJSON: later } } }),
      "/raw_name is a promise; await it first",
    ],
    ["a key", () => ({ options: { apiKey: later() } }), "the option apiKey is a promise; await it first"],
    [
      "an option of a call",
      () => ({ callOptions: { headers: later() } }),
      "the option headers is a promise; await it first",
    ],
  ])(`${maker}: refuses %s that was not awaited`, async (_, given, message) => {
    expect((await refused(maker, given())).message).toContain(`was not sent: ${message}`);
  });

  test(`${maker}: does not start a query that runs when it is awaited`, async () => {
    // biome-ignore lint/suspicious/noThenProperty: query builders have it.
    const query = { text: "select 1", then: vi.fn() };
    const error = await refused(maker, { patch: { raw_name: query } });
    expect(error.message).toContain("/raw_name is a promise; await it first");
    expect(query.then).not.toHaveBeenCalled();
  });

  test(`${maker}: refuses a header whose name or value is no text`, async () => {
    const error = await refused(maker, { callOptions: { headers: { "x-run": { id: 1 } } } });
    expect(error.message).toContain("the value of x-run is Object");
    const pairs = await refused(maker, { callOptions: { headers: [[{ toString: later }, "a"]] } });
    expect(pairs.message).toContain("Object is no name");
  });
}

test("createClient, createFetchClient: refuse an object of ids that was not awaited", async () => {
  const { fetch, asked } = scripted();
  const options = { apiKey: API_KEY, fetch };
  const { updateDataEntry } = makeClient("createClient", options) as unknown as Record<string, Call>;
  const { PATCH } = makeClient("createFetchClient", options) as unknown as Record<string, Call>;
  const calls = [
    updateDataEntry?.(later(), { raw_name: "a" }),
    PATCH?.("/data_entries/{data_id}", { params: { path: later() }, body: { raw_name: "a" } }),
  ];
  for (const call of calls) {
    const { message } = await rejection(call as Promise<unknown>);
    expect(message).toContain("was not sent: /data_id is missing; pass { data_id:");
  }
  expect(asked).toEqual([]);
});

test.each(makers)("%s: lets the listener methods of a signal reject unheard", async (maker) => {
  const { fetch, asked } = scripted();
  const client = makeClient(maker, { apiKey: API_KEY, fetch });
  const signal = { aborted: false, addEventListener: later, removeEventListener: later };
  await callOperation(client, "updateDataEntry", ids, { raw_name: "a" }, { signal } as never);
  expect(asked).toHaveLength(1);
});

test.each<[string, () => unknown, string]>([
  ["a signal", () => new AbortController().signal, "the options are AbortSignal"],
  ["a Map", () => new Map([["maxRetries", 0]]), "the options are Map"],
  ["a list", () => [], "the options are Array"],
  ["a promise", later, "the options are Promise"],
  ["a number", () => 3, "the options are 3"],
])("createClient: refuses %s in the place of the options of a call", async (_, make, message) => {
  expect((await refused("createClient", { callOptions: make() })).message).toContain(message);
});

test.each([Symbol("PATCH"), { toString: later }, null, undefined])(
  "createFetchClient: rejects a request whose method or path is no text",
  async (odd) => {
    const { fetch, asked } = scripted();
    const { request } = makeClient("createFetchClient", { apiKey: API_KEY, fetch }) as unknown as {
      request: (method: unknown, path: unknown) => Promise<unknown>;
    };
    for (const [method, path] of [
      [odd, "/data_entries/{data_id}"],
      ["patch", odd],
    ]) {
      expect(await rejection(request(method, path))).toMatchObject({
        code: "invalid-config",
        message: expect.stringContaining("the description has no such operation"),
      });
    }
    expect(asked).toEqual([]);
  },
);
