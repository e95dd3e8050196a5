// Made from openapi/ by `npm run generate`; not to be edited.
/**
 * Every path of the description, with the operations on it.
 */
export interface paths {
    "/data_entries/{data_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a data entry
         *
         * Changes what the catalogue records about a data entry and returns the whole entry.
         * Fields left out keep their value.
         */
        patch: operations["updateDataEntry"];
        trace?: never;
    };
    "/physical_samples/{physical_sample_id}/annotations/{annotation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a sample annotation
         *
         * Changes what was annotated at a point of a physical sample and returns the whole annotation.
         * Fields left out keep their value.
         * Its technique and its data entry are set when it is created, and cannot be changed here.
         */
        patch: operations["updateSampleAnnotation"];
        trace?: never;
    };
    "/target-materials/layers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a target material layer
         *
         * Changes a single layer of a target material and returns the whole layer.
         * The body both identifies the layer, by `sample_id` and `layer_id`, and carries the fields to change.
         * Fields left out keep their value.
         */
        patch: operations["updateTargetMaterialLayer"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
/**
 * Every component of the description: schemas, parameters and responses.
 */
export interface components {
    schemas: {
        /**
         * Fields of a data entry to change; fields left out keep their value.
         */
        DataEntryPatch: {
            /**
             * Characterization technique that produced the data, as a request may name it.
             * Observed: replies hold further values, such as `rheed_stationary`,
             * and newer releases of the service are said to have renamed `metrology` to `tool_state`.
             */
            char_source_type?: "rheed_video" | "xps" | "sem" | "metrology" | "optical" | "raman" | "photoluminescence" | "ellipsometry" | "sims" | "oes" | "xrd" | "afm";
            /**
             * State of the processing pipeline, as a request may set it.
             * Observed: replies hold further values, such as `stream_active`,
             * and the service changes the state by itself as well.
             */
            pipeline_status?: "success" | "pending" | "error" | "running";
            /**
             * Name that the file had when it was uploaded.
             */
            raw_name?: string;
        };
        /**
         * Whatever the service says about the failure: any JSON value.
         * Inferred: usually an object whose `detail` is a text, a list of objects with `loc`, `msg` and `type`,
         * or, as on other routes, an object with `message`;
         * no page shows the body for these operations, so be ready for any JSON, for text, and for nothing.
         */
        ErrorBody: unknown;
        /**
         * Data entry as it stands after the update.
         * The service sends more fields than those listed here.
         */
        DataEntry: {
            /**
             * UUID of this entry; the request path carries it too.
             * @example d290f1ee-6c54-4b01-90e6-d701748f0851
             */
            data_id: string;
            /**
             * Name that the file had when it was uploaded.
             * Observed: a stream carries its title here instead.
             * @example rheed_video_2024_01_15.mp4
             */
            raw_name: string;
            /**
             * Characterization technique that produced the data.
             * Known values: `rheed_video`, `xps`, `sem`, `metrology`, `optical`, `raman`, `photoluminescence`,
             * `ellipsometry`, `sims`, `oes`, `xrd`, `afm`.
             * Observed: also `rheed_image`, `rheed_stationary`, `rheed_rotating`, `rheed`, `rheed_xscan`, `recipe`,
             * `tool_state`; others may follow.
             * @example rheed_video
             */
            char_source_type: "rheed_video" | "xps" | "sem" | "metrology" | "optical" | "raman" | "photoluminescence" | "ellipsometry" | "sims" | "oes" | "xrd" | "afm" | "rheed_image" | "rheed_stationary" | "rheed_rotating" | "rheed" | "rheed_xscan" | "recipe" | "tool_state" | (string & {});
            /**
             * State of the processing pipeline.
             * Known values: `success`, `pending`, `error`, `running`.
             * Observed: also `stream_active`, `stream_interrupted`, `stream_finalizing`, `stream_error`;
             * others may follow, and the service changes the state by itself as well:
             * a stream that brings no data for two hours becomes `stream_error`.
             * @example success
             */
            pipeline_status: "success" | "pending" | "error" | "running" | "stream_active" | "stream_interrupted" | "stream_finalizing" | "stream_error" | (string & {});
            /**
             * UUID of the physical sample that the data belong to, or `null` for data that belong to none.
             * Observed: `null` occurs in the list of entries.
             * @example 3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3
             */
            physical_sample_id: string | null;
            /**
             * Date and time of the upload, in ISO 8601; a trailing `Z` means UTC.
             * Observed: some times state no zone, carry six decimals or part date and time by a space;
             * read a time without a zone as UTC.
             * @example 2024-01-15T10:30:00Z
             */
            upload_datetime: string;
            /**
             * Date and time of the latest update, in ISO 8601; a trailing `Z` means UTC.
             * Observed: some times state no zone, carry six decimals or part date and time by a space;
             * read a time without a zone as UTC.
             * @example 2024-01-15T14:00:00Z
             */
            last_updated: string;
            /**
             * Raw file's size, in gigabytes.
             * @example 1.2
             */
            raw_size_gb: number;
            /**
             * Owner of the entry, by an opaque id that is not a UUID.
             * @example user_abc123
             */
            user_id: string;
            /**
             * Version of the record.
             * Inferred: the release of the service that wrote the record, not a counter of edits.
             * @example 0.269.1
             */
            version?: string;
        };
        /**
         * Fields of an annotation to change; fields left out keep their value.
         */
        SampleAnnotationPatch: {
            /**
             * Property that the annotation records, such as `thickness`.
             */
            property_name?: string;
            /**
             * Value recorded for `property_name`, in the unit of `property_unit`.
             * Observed: negative values occur.
             */
            property_value?: number;
            /**
             * Unit that `property_value` is given in, such as `nm`.
             */
            property_unit?: string;
            /**
             * Frame that the coordinates are measured in: that of the sample, or that of the stage.
             */
            coord_ref_frame?: "sample_relative" | "stage_absolute";
            /**
             * Unit shared by `coord_x`, `coord_y` and `coord_z`, such as `mm`.
             */
            coord_units?: string;
            /**
             * X coordinate of the annotated point, in the unit of `coord_units`.
             * Observed: negative coordinates occur.
             */
            coord_x?: number;
            /**
             * Y coordinate of the annotated point, in the unit of `coord_units`.
             * Observed: negative coordinates occur.
             */
            coord_y?: number;
            /**
             * Z coordinate of the annotated point, in the unit of `coord_units`.
             * Observed: negative coordinates occur.
             */
            coord_z?: number;
            /**
             * Further facts under freely chosen keys; the reply returns them as `annotation_metadata`.
             * Whether the service merges them with the stored ones or replaces those is not documented;
             * of another map, the `sample_metadata` of a target material, a page says that it is replaced.
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /**
         * Spatial annotation as it stands after the update.
         */
        SampleAnnotation: {
            /**
             * UUID of this annotation; the request path calls it `annotation_id`.
             * @example f47ac10b-58cc-4372-a567-0e02b2c3d479
             */
            id: string;
            /**
             * Physical sample that carries the annotation, by its UUID.
             * @example 3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3
             */
            physical_sample_id: string;
            /**
             * Property that the annotation records, such as `thickness`.
             * @example thickness
             */
            property_name: string;
            /**
             * Value recorded for `property_name`, in the unit of `property_unit`.
             * @example 26
             */
            property_value: number;
            /**
             * Unit that `property_value` is given in, such as `nm`, or `null` where none was set.
             * @example nm
             */
            property_unit: string | null;
            /**
             * Characterization technique that produced the value, or `null` where none was set.
             * Known values: `rheed_video`, `xps`, `sem`, `metrology`, `optical`, `raman`, `photoluminescence`,
             * `ellipsometry`, `sims`, `oes`, `xrd`, `afm`.
             * Observed: also `rheed_image`, `rheed_stationary`, `rheed_rotating`, `rheed`, `rheed_xscan`, `recipe`,
             * `tool_state`; others may follow.
             * @example xrd
             */
            char_source_type: "rheed_video" | "xps" | "sem" | "metrology" | "optical" | "raman" | "photoluminescence" | "ellipsometry" | "sims" | "oes" | "xrd" | "afm" | "rheed_image" | "rheed_stationary" | "rheed_rotating" | "rheed" | "rheed_xscan" | "recipe" | "tool_state" | (string & {}) | null;
            /**
             * Frame that the coordinates are measured in: that of the sample, or that of the stage.
             * Known values: `sample_relative`, `stage_absolute`.
             * Inferred: `null` where none was set, and other values may follow.
             * @example sample_relative
             */
            coord_ref_frame: "sample_relative" | "stage_absolute" | (string & {}) | null;
            /**
             * Unit shared by `coord_x`, `coord_y` and `coord_z`, such as `mm`, or `null` where none was set.
             * @example mm
             */
            coord_units: string | null;
            /**
             * X coordinate of the annotated point, in the unit of `coord_units`.
             * It is `null` where none was set.
             * @example 1.5
             */
            coord_x: number | null;
            /**
             * Y coordinate of the annotated point, in the unit of `coord_units`.
             * It is `null` where none was set.
             * @example 2
             */
            coord_y: number | null;
            /**
             * Z coordinate of the annotated point, in the unit of `coord_units`.
             * It is `null` where none was set.
             * @example -0.001
             */
            coord_z: number | null;
            /**
             * Data entry behind the annotation, by its UUID, or `null` where none was set.
             * @example d290f1ee-6c54-4b01-90e6-d701748f0851
             */
            data_id: string | null;
            /**
             * Further facts under freely chosen keys, sent as `metadata` in a request, or `null` where none were set.
             */
            annotation_metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Date and time of the latest update, in ISO 8601; a trailing `Z` means UTC.
             * Observed: some times state no zone, carry six decimals or part date and time by a space;
             * read a time without a zone as UTC.
             * @example 2024-01-16T10:15:00Z
             */
            last_updated: string;
            /**
             * Version of the record.
             * Inferred: the release of the service that wrote the record, not a counter of edits;
             * not required here, since a saved list of annotations leaves it out.
             * @example 0.269.1
             */
            version?: string;
        };
        /**
         * Layer to change, and its new values; fields left out keep theirs.
         * `sample_id` and `layer_id` together identify the layer.
         * Inferred: with neither `sample_id` nor `id`, nothing says which stack is meant.
         */
        TargetMaterialLayerPatch: {
            /**
             * Position of the layer in its stack; identifies the layer together with `sample_id`.
             * Which end the count begins at, and whether with 0 or 1, is not documented.
             */
            layer_id: number;
            /**
             * Id of the target material that the layer belongs to; identifies the layer together with `layer_id`.
             * It is not the UUID of a physical sample.
             */
            sample_id?: number;
            /**
             * Chemical formula of the layer's material, such as `BaTiO3`.
             */
            composition_string?: string;
            /**
             * Count or fraction of each element in the layer, dimensionless, by element symbol.
             * Whether the service merges it with the stored map or replaces that is not documented.
             */
            element_dict?: {
                [key: string]: number;
            };
            /**
             * Orientation of the layer's crystal lattice, such as `111` or `001`; leading zeros count.
             */
            orientation?: string;
            /**
             * Symbol of the crystal's space group, such as `P4mm`.
             */
            space_group?: string;
            /**
             * Id of the layer's material at the Materials Project, such as `mp-5020`.
             */
            mp_id?: string;
            /**
             * Id of the record that holds the layer.
             */
            id?: number;
        };
        /**
         * Layer of a target material as it stands after the update.
         */
        TargetMaterialLayer: {
            /**
             * Id of the record that holds the layer.
             * @example 100
             */
            id: number;
            /**
             * Position of the layer in its stack.
             * Which end the count begins at, and whether with 0 or 1, is not documented.
             * @example 1
             */
            layer_id: number;
            /**
             * Id of the target material that the layer belongs to; not the UUID of a physical sample.
             * @example 42
             */
            sample_id: number;
            /**
             * Chemical formula of the layer's material, such as `BaTiO3`.
             * Inferred: `null` where none was set.
             * @example BaTiO3
             */
            composition_string: string | null;
            /**
             * Count or fraction of each element in the layer, dimensionless, by element symbol.
             * Inferred: `null` where none was set.
             */
            element_dict: {
                [key: string]: number;
            } | null;
            /**
             * Orientation of the layer's crystal lattice, such as `111` or `001`; leading zeros count.
             * Inferred: `null` where it is not known.
             * @example 111
             */
            orientation: string | null;
            /**
             * Symbol of the crystal's space group, such as `P4mm`.
             * Inferred: `null` where it is not known.
             * @example P4mm
             */
            space_group: string | null;
            /**
             * Id of the layer's material at the Materials Project, such as `mp-5020`.
             * Inferred: `null` where no material was matched.
             * @example mp-5020
             */
            mp_id: string | null;
        };
    };
    responses: {
        /**
         * Any other failure.
         * Observed: the service's Python SDK treats 500, 502, 503 and 504 as transient,
         * and 408 and every 5xx in its upload of streams; none of them says whether the change was made.
         */
        UnexpectedError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * Key missing or not accepted.
         * Observed: the service's Python SDK treats this status so.
         */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * Key without the permission for this change.
         * Observed: the service's Python SDK treats this status as a rejected key, as it does 401.
         */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * No record with these ids.
         * Observed: the service's Python SDK treats this status as a missing record.
         */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * Too many requests for now.
         * Observed: the service's Python SDK treats this status as transient and honors `Retry-After`;
         * whether the service sends that header, and which rates it allows, is not documented.
         */
        TooManyRequests: {
            headers: {
                /**
                 * Time to wait before the next request: a number, in seconds, or an HTTP date, in GMT.
                 * Observed: the service's Python SDK honors it; whether the service sends it is not documented.
                 * @example 2
                 */
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * Data entry to change, by its UUID.
         * @example d290f1ee-6c54-4b01-90e6-d701748f0851
         */
        DataId: string;
        /**
         * Physical sample that carries the annotation, by its UUID.
         * @example 3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3
         */
        PhysicalSampleId: string;
        /**
         * Annotation to change, by its UUID.
         * @example f47ac10b-58cc-4372-a567-0e02b2c3d479
         */
        AnnotationId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
/**
 * Every operation of the description, with its parameters, bodies and responses.
 */
export interface operations {
    updateDataEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * Data entry to change, by its UUID.
                 * @example d290f1ee-6c54-4b01-90e6-d701748f0851
                 */
                data_id: components["parameters"]["DataId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DataEntryPatch"];
            };
        };
        responses: {
            /**
             * Data entry after the update.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataEntry"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * Request with a value that the service does not accept.
             * Observed: the service's Python SDK reads this status as a refused enum value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    updateSampleAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * Physical sample that carries the annotation, by its UUID.
                 * @example 3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3
                 */
                physical_sample_id: components["parameters"]["PhysicalSampleId"];
                /**
                 * Annotation to change, by its UUID.
                 * @example f47ac10b-58cc-4372-a567-0e02b2c3d479
                 */
                annotation_id: components["parameters"]["AnnotationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleAnnotationPatch"];
            };
        };
        responses: {
            /**
             * Annotation after the update.
             * Inferred: the page shows the body without a status; 200 is what the data entry update answers.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleAnnotation"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * Request with a value that the service does not accept.
             * Observed: the service's Python SDK reads this status as a refused enum value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    updateTargetMaterialLayer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetMaterialLayerPatch"];
            };
        };
        responses: {
            /**
             * Layer after the update.
             * Inferred: the page shows the body without a status; 200 is what the data entry update answers.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetMaterialLayer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * Request with a value that the service does not accept.
             * Observed: the service's Python SDK reads this status as a refused enum value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
