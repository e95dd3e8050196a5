// Lists replies that the description does not foresee and a client still has to read. No mock of the description
// gives them, so the recorder does, and they are not in `vectors.json`.
import { type Description, listOperations, resolve, type Schema } from "../generate/description.ts";
import type { Vector } from "../generate/write-vectors.ts";
import type { RecordedVector } from "./recorder.ts";

/** The reply with every open enum at a value, and one field, that this description does not know. */
function ageReply(reply: unknown, schema: Schema): unknown {
  const open = Object.entries(schema.properties ?? {}).filter(([, field]) => field["x-extensible-enum"]);
  const values = open.map(([name]) => [name, "added_later"]);
  return { ...(reply as object), ...Object.fromEntries(values), added_later: { value: [1, null] } };
}

export function listUnforeseenVectors(description: Description, vectors: Vector[]): RecordedVector[] {
  return listOperations(description).flatMap(({ operationId, responses }) => {
    const vector = vectors.find((candidate) => candidate.operationId === operationId);
    const schema = responses["200"]?.content["application/json"]?.schema;
    if (vector?.status !== 200 || schema === undefined) throw new Error(`${operationId} has no reply.`);
    const { prefer: _, ...rest } = vector;
    return [
      { ...rest, name: "later-release", reply: ageReply(vector.reply, resolve(description, schema)) },
      { ...rest, name: "html-failure", status: 502, reply: "<h1>Bad gateway</h1>", contentType: "text/html" },
    ];
  });
}
