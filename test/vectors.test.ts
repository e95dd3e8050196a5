import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Description } from "../scripts/generate/description.ts";
import { listVectors, type Vectors, writeVectors } from "../scripts/generate/write-vectors.ts";

const folder = new URL("../openapi/examples/", import.meta.url);
const readJson = async (url: URL) => JSON.parse(await readFile(url, "utf8")) as unknown;
const description = (await readJson(new URL("../generated/openapi.json", import.meta.url))) as Description;
const file = (await readJson(new URL("../generated/vectors.json", import.meta.url))) as Vectors;

const payloads = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".json"));
const requests = payloads.filter((path) => path.endsWith(".request.json"));
const failures = payloads.filter((path) => path.startsWith("errors/"));
const ownFailures = payloads.filter((path) => /^update.*\.[45]\d\d\.json$/.test(path));

describe("vectors.json", () => {
  test("names the header of the key", () => {
    expect(file.keyHeader).toBe("X-API-KEY");
  });

  test.each(requests)("holds %s and its reply as the payload files do", async (path) => {
    const [operationId, name] = path.replace(".request.json", "").split("/");
    const found = file.vectors.filter((vector) => vector.operationId === operationId && vector.name === name);
    expect(found).toMatchObject([
      {
        status: 200,
        body: await readJson(new URL(path, folder)),
        reply: await readJson(new URL(path.replace("request", "200"), folder)),
      },
    ]);
  });

  test.each(failures)("holds %s once for each operation", async (path) => {
    const [, name, status] = /^errors\/(.+)\.(\d+)\.json$/.exec(path) ?? [];
    const found = file.vectors.filter((vector) => vector.name === name);
    expect(found.map(({ operationId }) => operationId)).toEqual(
      Object.values(description.paths).flatMap((item) => Object.values(item).map((op) => op.operationId)),
    );
    const reply = await readJson(new URL(path, folder));
    for (const vector of found) expect(vector).toMatchObject({ status: Number(status), reply });
  });

  test.each(ownFailures)("holds %s for its operation", async (path) => {
    const [, operationId, name, status] = /^(\w+)\/(.+)\.(\d+)\.json$/.exec(path) ?? [];
    const found = file.vectors.filter((vector) => vector.operationId === operationId && vector.name === name);
    const reply = await readJson(new URL(path, folder));
    expect(found).toMatchObject([{ status: Number(status), reply }]);
  });

  test("fills every path with the parameters that it names", () => {
    for (const { path, pathTemplate, pathParameters } of file.vectors) {
      expect(path).not.toMatch(/[{}]/);
      const names = [...pathTemplate.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(pathParameters)).toEqual(names);
      for (const id of Object.values(pathParameters)) expect(path).toContain(id);
    }
  });

  test("tells of the record that the path names", () => {
    for (const { status, reply, pathParameters } of file.vectors) {
      if (status !== 200) continue;
      const ids = Object.values(pathParameters).map((id) => id.toLowerCase());
      expect(Object.values(reply as object)).toEqual(expect.arrayContaining(ids));
    }
  });

  test("sends an empty map, zeros, an empty text, a nested null and ids in capitals", () => {
    const bodies = file.vectors.map(({ body }) => JSON.stringify(body));
    for (const part of [":{}", ":0,", ':"",', '":{"', ":null}"]) {
      expect(
        bodies.some((body) => body.includes(part)),
        part,
      ).toBe(true);
    }
    const ids = file.vectors.flatMap(({ pathParameters }) => Object.values(pathParameters));
    expect(ids.some((id) => id === id.toUpperCase() && id !== id.toLowerCase())).toBe(true);
  });
});

describe("writeVectors", () => {
  const copy = () => structuredClone(description);
  const statuses = Object.fromEntries(file.vectors.map(({ name, status }) => [name, status]));

  test("refuses a request without a reply of its name", () => {
    const changed = copy();
    const examples = changed.paths["/data_entries/{data_id}"]?.patch?.requestBody.content["application/json"];
    Object.assign(examples?.examples ?? {}, { lonely: { value: {} } });
    expect(() => writeVectors(changed, {})).toThrow("updateDataEntry: the request lonely has no reply");
  });

  test("refuses a path parameter without an example", () => {
    const changed = copy();
    delete changed.components.parameters.DataId?.example;
    expect(() => listVectors(changed, {})).toThrow("updateDataEntry: data_id has no example");
  });
  test("refuses a payload of `default` whose status no file states", () => {
    expect(() => listVectors(description, {})).toThrow("internal-error to default has no status of its own");
  });
  test("refuses two payloads of one name in one operation", () => {
    const changed = copy();
    const { examples } = changed.components.responses.NotFound?.content["application/json"] ?? {};
    Object.assign(examples ?? {}, { forbidden: { value: "Forbidden" } });
    expect(() => listVectors(changed, statuses)).toThrow("the vector updateDataEntry forbidden");
  });
});
