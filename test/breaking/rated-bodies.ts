// Changes of requests and replies, each with the verdict that it must get.
import { breaking, compatible, field, operation, type RatedChange, rename, schema } from "./rate.ts";

const ofRequests: RatedChange[] = [
  breaking(
    "a field of a request is removed",
    "raw_name",
    (it) => delete schema(it, "DataEntryPatch").properties?.raw_name,
  ),
  breaking("a field of a request is renamed", "raw_name", (it) =>
    rename(schema(it, "DataEntryPatch").properties ?? {}, "raw_name", "file_name"),
  ),
  breaking("a field of a request takes another type", "string", (it) =>
    Object.assign(field(it, "DataEntryPatch", "raw_name"), { type: "integer" }),
  ),
  breaking("a field of a request takes only integers", "integer", (it) =>
    Object.assign(field(it, "SampleAnnotationPatch", "coord_x"), { type: "integer" }),
  ),
  breaking("a field of a request has a limit", "maxLength", (it) =>
    Object.assign(field(it, "DataEntryPatch", "raw_name"), { maxLength: 64 }),
  ),
  breaking("a field of a request has a pattern", "pattern", (it) =>
    Object.assign(field(it, "DataEntryPatch", "raw_name"), { pattern: "^[a-z]+$" }),
  ),
  breaking("a field of a request becomes required", "sample_id", (it) =>
    schema(it, "TargetMaterialLayerPatch").required?.push("sample_id"),
  ),
  breaking(
    "a field of a request is no longer required, so that its type allows nothing",
    "layer_id",
    (it) => delete schema(it, "TargetMaterialLayerPatch").required,
  ),
  breaking("a required field is added to a request", "note", (it) => {
    Object.assign(schema(it, "DataEntryPatch").properties ?? {}, { note: { type: "string" } });
    schema(it, "DataEntryPatch").required = ["note"];
  }),
  breaking("a value is removed from an enum", "afm", (it) =>
    field(it, "DataEntryPatch", "char_source_type").enum?.pop(),
  ),
  breaking("a value of an enum is renamed", "sem", (it) => {
    field(it, "DataEntryPatch", "char_source_type").enum?.splice(2, 1, "microscopy");
  }),
  breaking(
    "an enum becomes any text, so that its type is lost",
    "enum",
    (it) => delete field(it, "DataEntryPatch", "pipeline_status").enum,
  ),
  breaking("any text becomes an enum", "Enum of `raw_name`", (it) =>
    Object.assign(field(it, "DataEntryPatch", "raw_name"), { enum: ["a", "b"] }),
  ),
  breaking(
    "a closed request is opened, so that models take other fields",
    "additionalProperties",
    (it) => delete schema(it, "DataEntryPatch").additionalProperties,
  ),
  breaking("the values of a map take another type", "number", (it) =>
    Object.assign(field(it, "TargetMaterialLayerPatch", "element_dict"), {
      additionalProperties: { type: "string" },
    }),
  ),
  breaking("one of several fields is needed", "x-require-any-of", (it) =>
    Object.assign(schema(it, "SampleAnnotationPatch"), { "x-require-any-of": ["property_name"] }),
  ),
  breaking("fewer fields satisfy a need", "x-require-any-of", (it) =>
    Object.assign(schema(it, "TargetMaterialLayerPatch"), { "x-require-any-of": ["id"] }),
  ),
  breaking("a request is of another media type", "application/json", (it) =>
    rename(operation(it).requestBody.content, "application/json", "application/merge-patch+json"),
  ),
  breaking("a body need not be sent, so that its parameter may be nothing", "required", (it) =>
    Object.assign(operation(it).requestBody, { required: false }),
  ),
  compatible("a field is added to a request", "note", (it) =>
    Object.assign(schema(it, "DataEntryPatch").properties ?? {}, { note: { type: "string" } }),
  ),
  compatible("a value is added to an enum", "mbe", (it) =>
    field(it, "DataEntryPatch", "char_source_type").enum?.push("mbe"),
  ),
  compatible(
    "no fields are needed any more",
    "x-require-any-of",
    (it) => delete schema(it, "TargetMaterialLayerPatch")["x-require-any-of"],
  ),
  compatible("a payload is added", "Examples changed: 1", (it) =>
    Object.assign(operation(it).requestBody.content["application/json"]?.examples ?? {}, {
      more: { value: {} },
    }),
  ),
  compatible("a field of a request is reworded", "Texts reworded: 1", (it) =>
    Object.assign(field(it, "DataEntryPatch", "raw_name"), { description: "Name." }),
  ),
];

const ofReplies: RatedChange[] = [
  breaking("a field of a reply is removed", "user_id", (it) => {
    delete schema(it, "DataEntry").properties?.user_id;
    schema(it, "DataEntry").required =
      schema(it, "DataEntry").required?.filter((name) => name !== "user_id") ?? [];
  }),
  breaking("a field of a reply is renamed", "user_id", (it) => {
    rename(schema(it, "DataEntry").properties ?? {}, "user_id", "owner_id");
    schema(it, "DataEntry").required =
      schema(it, "DataEntry").required?.map((name) => (name === "user_id" ? "owner_id" : name)) ?? [];
  }),
  breaking("a field of a reply has another type", "raw_size_gb", (it) =>
    Object.assign(field(it, "DataEntry", "raw_size_gb"), { type: "string" }),
  ),
  breaking("a field of a reply may be null", "null", (it) =>
    Object.assign(field(it, "DataEntry", "raw_name"), { type: ["string", "null"] }),
  ),
  breaking("a field of a reply is never null, so that its type is another", "null", (it) =>
    Object.assign(field(it, "SampleAnnotation", "coord_x"), { type: "number" }),
  ),
  breaking("a map of a reply is never null", "annotation_metadata", (it) => {
    field(it, "SampleAnnotation", "annotation_metadata").oneOf?.pop();
  }),
  breaking("a field of a reply has a format", "date-time", (it) =>
    Object.assign(field(it, "DataEntry", "last_updated"), { format: "date-time" }),
  ),
  breaking(
    "a field of a reply has no format any more",
    "`format` of `data_id`",
    (it) => delete field(it, "DataEntry", "data_id").format,
  ),
  breaking("a field of a reply has another format", "float", (it) =>
    Object.assign(field(it, "DataEntry", "raw_size_gb"), { format: "float" }),
  ),
  breaking("a field of a reply may be absent", "user_id", (it) => {
    schema(it, "DataEntry").required =
      schema(it, "DataEntry").required?.filter((name) => name !== "user_id") ?? [];
  }),
  breaking("a field of a reply is always there, so that its type is another", "version", (it) =>
    schema(it, "DataEntry").required?.push("version"),
  ),
  breaking("known values become an enum", "enum", (it) =>
    rename(field(it, "DataEntry", "pipeline_status"), "x-extensible-enum", "enum"),
  ),
  breaking("the values of a map of a reply are of any type", "element_dict", (it) => {
    const [map] = field(it, "TargetMaterialLayer", "element_dict").oneOf ?? [];
    Object.assign(map ?? {}, { additionalProperties: {} });
  }),
  breaking("success has another status", "200", (it) => rename(operation(it).responses, "200", "201")),
  breaking("a documented failure is removed", "404", (it) => delete operation(it).responses["404"]),
  breaking(
    "a header is removed from a reply",
    "Retry-After",
    (it) => delete it.components.responses.TooManyRequests?.headers?.["Retry-After"],
  ),
  compatible("a field is added to a reply, always there", "note", (it) => {
    Object.assign(schema(it, "DataEntry").properties ?? {}, { note: { type: "string" } });
    schema(it, "DataEntry").required?.push("note");
  }),
  compatible("a known value is added", "stream_paused", (it) =>
    field(it, "DataEntry", "pipeline_status")["x-extensible-enum"]?.push("stream_paused"),
  ),
  compatible("a known value is removed", "stream_error", (it) =>
    field(it, "DataEntry", "pipeline_status")["x-extensible-enum"]?.pop(),
  ),
  compatible("a failure is documented", "409", (it) => {
    Object.assign(operation(it).responses, { 409: { $ref: "#/components/responses/NotFound" } });
  }),
  compatible("a header is added to a reply", "X-Request-Id", (it) => {
    const { headers } = it.components.responses.TooManyRequests ?? {};
    Object.assign(headers ?? {}, { "X-Request-Id": { schema: { type: "string" } } });
  }),
  compatible("the evidence is another", "x-evidence", (it) =>
    Object.assign(field(it, "DataEntry", "version"), { "x-evidence": "observed" }),
  ),
  compatible("a field has another example", "Examples changed: 1", (it) =>
    Object.assign(field(it, "DataEntry", "user_id"), { examples: ["user_xyz"] }),
  ),
];

export const ratedBodies: readonly RatedChange[] = [...ofRequests, ...ofReplies];
