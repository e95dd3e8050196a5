// Replies of any size and kind: read up to 8 MiB, and not kept any longer than they are needed.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Maker, makers } from "./support/call-operation.ts";
import { callOnce } from "./support/make-client.ts";
import { API_KEY, DATA_ID, json, scripted } from "./support/scripted-fetch.ts";
import { rejection, settled } from "./support/settled.ts";

const MIB = 2 ** 20;
const RECORD = { data_id: DATA_ID, raw_name: "a" };

type Answer = (response: http.ServerResponse) => void;

let server: http.Server;
let answer: Answer = (response) => response.end();
let closed: Promise<void>;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    closed = new Promise((done) => response.on("close", done));
    request.resume().on("end", () => answer(response));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function callServer(maker: Maker, answers: Answer): Promise<{ value?: unknown; error?: unknown }> {
  answer = answers;
  return settled(callOnce(maker, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
}

/** Makes a record that is as large in bytes as JSON. */
function recordOf(bytes: number): string {
  const frame = JSON.stringify({ ...RECORD, raw_name: "" });
  return frame.replace('""', JSON.stringify("0".repeat(bytes - frame.length)));
}

const bombs = { gzip: gzipSync(recordOf(64 * MIB)), br: brotliCompressSync(recordOf(16 * MIB)) };

/** Answers with a body that is small until it is decompressed. */
const bomb =
  (encoding: keyof typeof bombs): Answer =>
  (response) => {
    response.setHeader("content-encoding", encoding);
    response.end(bombs[encoding]);
  };

/** Answers with a body that never ends. */
const endless =
  (status: number, chunk: string): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.write(chunk);
    const write = (): void => {
      if (response.destroyed) return;
      if (response.write("0".repeat(64 * 1024))) setImmediate(write);
      else response.once("drain", write);
    };
    write();
  };

for (const maker of makers) {
  test(`${maker}: reads a record of just 8 MiB`, async () => {
    const { value } = await callServer(maker, (response) => response.end(recordOf(8 * MIB)));
    const record = maker === "createClient" ? value : (value as { data: unknown }).data;
    expect(record).toMatchObject({ data_id: DATA_ID });
  });

  test.each<[string, Answer, string]>([
    ["one byte more than 8 MiB", (response) => response.end(recordOf(8 * MIB + 1)), "applied"],
    ["64 MiB in 64 KiB of gzip", bomb("gzip"), "applied"],
    ["16 MiB in Brotli", bomb("br"), "applied"],
    ["a record without end", endless(200, `{"data_id":"${DATA_ID}","raw_name":"`), "applied"],
    ["text without end", endless(200, "x"), "unknown"],
  ])(`${maker}: ends a success of %s`, async (_, answers, outcome) => {
    const { error } = await callServer(maker, answers);
    expect(error).toMatchObject({ code: "unreadable-reply", outcome, attempts: 1 });
    await closed;
  });

  test(`${maker}: lets go of the body of a reply that comes when the call is over`, async () => {
    const cancel = vi.fn();
    const controller = new AbortController();
    let answer: (response: Response) => void = () => {};
    const late = new Promise<Response>((done) => (answer = done));
    const { signal } = controller;
    const call = settled(callOnce(maker, { fetch: () => late }, { signal }));
    await new Promise(setImmediate);
    controller.abort();
    expect((await call).error).toMatchObject({ code: "aborted", outcome: "unknown" });
    answer(new Response(new ReadableStream({ cancel })));
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });

  test(`${maker}: lets go of the body of a redirect`, async () => {
    const cancel = vi.fn();
    const fetch = vi.fn(async (_url: string, _init: { signal: AbortSignal }) => {
      return new Response(new ReadableStream({ cancel }), { status: 303 });
    });
    const error = await rejection(callOnce(maker, { fetch }));
    expect(error).toMatchObject({ code: "redirect-refused" });
    expect(cancel).toHaveBeenCalledOnce();
    expect(fetch.mock.lastCall?.[1].signal.aborted).toBe(true);
  });

  test(`${maker}: lets go of the body of a reply without a status`, async () => {
    const cancel = vi.fn();
    const odd = { status: 0, headers: new Headers(), body: new ReadableStream({ cancel }), text: vi.fn() };
    const error = await rejection(callOnce(maker, { fetch: async () => odd }));
    expect(error).toMatchObject({ code: "connection-failed", outcome: "unknown" });
    expect(cancel).toHaveBeenCalledOnce();
  });

  test(`${maker}: lets go of a body that is too large`, async () => {
    const cancel = vi.fn();
    const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(MIB));
    const fetch = async () => new Response(new ReadableStream({ pull, cancel }), { status: 503 });
    await settled(callOnce(maker, { fetch }));
    expect(cancel).toHaveBeenCalledOnce();
  });

  test(`${maker}: reads a letter whose bytes come in two pieces`, async () => {
    const record = { ...RECORD, raw_name: "µm" };
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    const start = (controller: ReadableStreamDefaultController) => {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    };
    const fetch = async () => new Response(new ReadableStream({ start }));
    const value = await callOnce(maker, { fetch });
    expect(maker === "createClient" ? value : (value as { data: unknown }).data).toEqual(record);
  });

  test(`${maker}: ends a refusal without end`, async () => {
    const { value, error } = await callServer(maker, endless(409, "no "));
    await closed;
    if (maker === "createClient") expect(error).toMatchObject({ code: "rejected", outcome: "not-applied" });
    else expect(value).toMatchObject({ error: expect.stringMatching(/^no 0+$/) });
  });
}

test("createClient: reads the text of a response that has no stream, up to the same size", async () => {
  const answers = (text: string) => ({
    fetch: async () => ({ status: 200, headers: new Headers(), text: async () => text }),
  });
  expect(await callOnce("createClient", answers(recordOf(8 * MIB)))).toMatchObject({ data_id: DATA_ID });
  const error = await rejection(callOnce("createClient", answers(recordOf(8 * MIB + 1))));
  expect(error).toMatchObject({ code: "unreadable-reply", outcome: "applied" });
});

const fail = () => {
  throw new Error("no beam");
};

test.each<[string, object]>([
  ["text", { text: fail }],
  ["body", { body: { getReader: fail }, text: async () => "" }],
])("createClient: says why the %s of a success could not be read", async (_, unreadable) => {
  const reply = { status: 200, headers: new Headers(), ...unreadable };
  const error = await rejection(callOnce("createClient", { fetch: async () => reply }));
  expect(error).toMatchObject({
    code: "unreadable-reply",
    outcome: "applied",
    cause: { message: "no beam" },
  });
});

test("createClient: names no target of a redirect whose headers cannot be read", async () => {
  const reply = {
    status: 302,
    get headers(): Headers {
      throw new Error("x");
    },
    text: async () => "",
  };
  const { message } = await rejection(callOnce("createClient", { fetch: async () => reply }));
  expect(message).toMatch(/^updateDataEntry was redirected\. /);
});

test.each(['\uFEFF{"raw_name":"a","version":"1"}', '{"raw_name":"a\uFEFF","version":"1"}'])(
  "createClient: takes off a byte order mark that fetch has left, and only there: %j",
  async (text) => {
    const reply = { status: 200, headers: new Headers(), text: async () => text };
    const record = await callOnce("createClient", { fetch: async () => reply });
    expect(record).toEqual(JSON.parse(text.replace(/^\uFEFF/, "")));
  },
);

test("createClient: survives a header whose name HTTP does not know", async () => {
  const pairs: [unknown, unknown][] = [
    ["bad name", "1"],
    ["x-good", "2"],
    ["", "3"],
    ["X-Good", "4"],
    ["y\r\n", "5"],
  ];
  const headers = {
    get: () => null,
    forEach: (visit: (value: unknown, name: unknown) => void) => {
      for (const [name, value] of pairs) visit(value, name);
    },
  };
  const fetch = async () => ({ status: 404, headers, text: async () => "{}" });
  const error = await rejection(callOnce("createClient", { fetch }));
  expect(error.response).toEqual({
    status: 404,
    headers: expect.objectContaining({ "x-good": "2, 4" }),
    body: {},
  });
  const { error: body, response } = (await callOnce("createFetchClient", { fetch })) as {
    error: unknown;
    response: Response;
  };
  expect(body).toEqual({});
  expect(response.headers.get("x-good")).toBe("2, 4");
});

test("createClient: tells the message of detail, as sibling routes of the service send it", async () => {
  const detail = { message: "A sample of this name exists", physical_sample_id: "7" };
  const error = await rejection(callOnce("createClient", { fetch: scripted(json({ detail }, 409)).fetch }));
  expect(error.message).toContain(
    "failed with status 409: A sample of this name exists. Nothing was changed.",
  );
  expect(error.response).toMatchObject({ body: { detail } });
});

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Gives the memory that is in use after garbage has been collected, in MiB. */
async function memoryInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise(setImmediate);
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

const LARGE = 4 * MIB;
test.each<[string, () => object]>([
  ["a refusal in text", () => ({ fetch: async () => new Response("x".repeat(LARGE), { status: 400 }) })],
  ["a refusal in JSON", () => ({ fetch: async () => json({ detail: "x".repeat(LARGE) }, 400) })],
  ["a success that is no record", () => ({ fetch: async () => json(["x".repeat(LARGE)]) })],
  ["the message of an error", () => ({ fetch: () => Promise.reject(new Error("x".repeat(LARGE))) })],
  ["a text that fetch rejects with", () => ({ fetch: () => Promise.reject("x".repeat(LARGE)) })],
  ["a record that is cut", () => ({ fetch: async () => new Response(recordOf(LARGE).slice(0, -1)) })],
])("AtomscaleError: does not keep %s of 4 MiB in memory", { timeout: 30_000 }, async (_, options) => {
  const kept: unknown[] = [];
  await settled(callOnce("createClient", options()));
  const before = await memoryInUse();
  for (let count = 0; count < 10; count++) kept.push(await rejection(callOnce("createClient", options())));
  // Ten errors that kept their reply would hold 40 MiB; each may hold 64 KiB of it.
  expect((await memoryInUse()) - before).toBeLessThan(10);
  expect(kept).toHaveLength(10);
  expect(JSON.stringify(kept)).not.toContain(API_KEY);
});

test.each<[string, object]>([
  ["neither a stream nor a text", {}],
  ["a text that is none", { text: async () => 7 }],
])("createClient: takes a response with %s for one without a body", async (_, parts) => {
  const fetch = async () => ({ status: 200, headers: new Headers(), ...parts }) as Response;
  const error = await rejection(callOnce("createClient", { fetch }));
  expect(error).toMatchObject({ code: "unreadable-reply", outcome: "applied" });
  expect(error.cause).toBeUndefined();
  expect(error.message).toContain("the record is missing or cut");
});
