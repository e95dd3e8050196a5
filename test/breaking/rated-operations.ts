// Changes of operations, parameters, security and the names of schemas, each with the verdict that it must get.
import type { Description, Parameter } from "../../scripts/generate/description.ts";
import {
  breaking,
  compatible,
  entryPath,
  type Json,
  layerPath,
  media,
  operation,
  type RatedChange,
  rename,
  renameSchema,
  schema,
} from "./rate.ts";

const ofOperations: RatedChange[] = [
  breaking("an operation is removed", entryPath, (it) => delete it.paths[entryPath]),
  breaking("a path loses its slash", layerPath, (it) => rename(it.paths, layerPath, layerPath.slice(0, -1))),
  breaking("a path is another one", entryPath, (it) => rename(it.paths, entryPath, "/entries/{data_id}")),
  breaking("a method is another one", "PATCH /data_entries/{data_id}", (it) =>
    rename(it.paths[entryPath] ?? {}, "patch", "put"),
  ),
  breaking("an operation is renamed", "updateDataEntry", (it) =>
    Object.assign(operation(it), { operationId: "changeDataEntry" }),
  ),
  breaking("a tag is renamed, after which classes are named", "Data catalogue", (it) => {
    operation(it).tags = ["Data catalog"];
  }),
  breaking("the only server moves", "https://api.atomscale.ai", (it) => {
    it.servers = [{ url: "https://api.atomscale.example" }];
  }),
  compatible("a server is added", "servers", (it) => it.servers.push({ url: "http://127.0.0.1" })),
  compatible("an operation is added", "PUT /data_entries/{data_id}", (it) => {
    Object.assign(it.paths[entryPath] ?? {}, { put: { ...operation(it), operationId: "replaceDataEntry" } });
  }),
  compatible("an operation is deprecated", "deprecated", (it) =>
    Object.assign(operation(it), { deprecated: true }),
  ),
  compatible("an operation is reworded", "Texts reworded: 1", (it) =>
    Object.assign(operation(it), { description: "Changes an entry." }),
  ),
  compatible("an operation names another page", "externalDocs", (it) =>
    Object.assign(operation(it), { externalDocs: { url: "https://docs.atomscale.ai" } }),
  ),
  compatible("another field identifies the record", "x-identified-by", (it) =>
    Object.assign(operation(it), { "x-identified-by": {} }),
  ),
];

const idParameter = (copy: Description) => copy.components.parameters.DataId as Parameter & Json;
const query = { name: "force", in: "query", schema: { type: "boolean" } };

const ofParameters: RatedChange[] = [
  breaking("a path parameter is renamed", "data_id", (it) => {
    rename(it.paths, entryPath, "/data_entries/{id}");
    Object.assign(idParameter(it), { name: "id" });
  }),
  breaking("a path parameter has no format any more", "uuid", (it) => delete idParameter(it).schema.format),
  breaking("a query parameter is needed", "force", (it) =>
    operation(it).parameters?.push({ ...query, required: true }),
  ),
  compatible("a query parameter may be sent", "parameters/1", (it) => operation(it).parameters?.push(query)),
  compatible("a parameter has another example", "Examples changed: 1", (it) =>
    Object.assign(idParameter(it), { example: "f47ac10b-58cc-4372-a567-0e02b2c3d479" }),
  ),
];

const key = (copy: Description) => copy.components.securitySchemes.ApiKey as { name: string; in: string };

const ofSecurity: RatedChange[] = [
  breaking("the header of the key is renamed", "X-API-KEY", (it) =>
    Object.assign(key(it), { name: "X-Api-Token" }),
  ),
  breaking("the key moves to the query", "query", (it) => Object.assign(key(it), { in: "query" })),
  breaking("a second key is needed", "Token", (it) => {
    it.components.securitySchemes.Token = { type: "apiKey", in: "header", name: "X-TOKEN" };
    it.security = [{ ApiKey: [], Token: [] }];
  }),
];

const ofSchemas: RatedChange[] = [
  breaking("a schema is renamed in its place", "DataEntry", (it) => renameSchema(it, "DataEntry", "Entry")),
  breaking("the schema of a request is renamed in its place", "DataEntryPatch", (it) =>
    renameSchema(it, "DataEntryPatch", "DataEntryChange"),
  ),
  breaking("a schema is written where it is used", "DataEntry", (it) => {
    media(it, "200").schema = schema(it, "DataEntry");
    delete it.components.schemas.DataEntry;
  }),
  breaking("a reply has another schema", "SampleAnnotation", (it) => {
    media(it, "200").schema = { $ref: "#/components/schemas/SampleAnnotation" };
  }),
  compatible("a schema is added that nothing uses yet", "Spare", (it) =>
    Object.assign(it.components.schemas, { Spare: { type: "object" } }),
  ),
];

export const ratedOperations: readonly RatedChange[] = [
  ...ofOperations,
  ...ofParameters,
  ...ofSecurity,
  ...ofSchemas,
];
