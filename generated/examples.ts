// Made from openapi/ by `npm run generate`; not to be edited.
export const examples = {
  "updateDataEntry": {
    "200": {
      "documented": {
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "raw_name": "rheed_video_2024_01_15.mp4",
        "char_source_type": "rheed_video",
        "pipeline_status": "success",
        "physical_sample_id": "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        "upload_datetime": "2024-01-15T10:30:00Z",
        "last_updated": "2024-01-15T14:00:00Z",
        "raw_size_gb": 1.2,
        "user_id": "user_abc123",
        "version": "0.269.1"
      },
      "mark-failed": {
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "raw_name": "SrTiO3 buffer, growth 0412",
        "char_source_type": "rheed_stationary",
        "pipeline_status": "error",
        "physical_sample_id": null,
        "upload_datetime": "2026-04-03T14:36:51.973648",
        "last_updated": "2026-04-03 15:02:10.118204",
        "raw_size_gb": 0.037,
        "user_id": "user_abc123",
        "version": "0.271.0"
      },
      "reclassify": {
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "raw_name": "2θ-ω_BaTiO3_on_SrTiO3.xrdml",
        "char_source_type": "xrd",
        "pipeline_status": "pending",
        "physical_sample_id": "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
        "upload_datetime": "2026-05-18T09:12:44Z",
        "last_updated": "2026-05-18T09:40:03Z",
        "raw_size_gb": 0.0021,
        "user_id": "user_abc123",
        "version": "0.271.0"
      }
    },
    "401": {
      "unauthorized": {
        "detail": "Could not validate the API key"
      }
    },
    "403": {
      "forbidden": {
        "detail": "This API key has no write permission"
      }
    },
    "404": {
      "not-found": {
        "detail": "Not found"
      }
    },
    "422": {
      "unprocessable-field": {
        "detail": [
          {
            "loc": [
              "body",
              "pipeline_status"
            ],
            "msg": "Input should be 'success', 'pending', 'error' or 'running'",
            "type": "enum"
          }
        ]
      },
      "unprocessable-text": {
        "detail": "The request could not be processed"
      }
    },
    "429": {
      "too-many-requests": {
        "detail": "Too many requests"
      }
    },
    "default": {
      "internal-error": {
        "detail": "Internal server error"
      },
      "bad-gateway": "Bad gateway",
      "service-unavailable": {
        "message": "Service temporarily unavailable",
        "until": null
      },
      "gateway-timeout": null,
      "conflict": {
        "detail": {
          "message": "A physical sample with this name exists already",
          "physical_sample_id": "6f1c2a84-93d7-4e5b-a0c8-2b7d4e91f350"
        }
      }
    }
  },
  "updateSampleAnnotation": {
    "200": {
      "documented": {
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "physical_sample_id": "a1b2c3d4-5678-90ab-cdef-1234567890ab",
        "property_name": "thickness",
        "property_value": 26,
        "property_unit": "nm",
        "char_source_type": "xrd",
        "coord_ref_frame": "sample_relative",
        "coord_units": "mm",
        "coord_x": 1.5,
        "coord_y": 2,
        "coord_z": null,
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "annotation_metadata": null,
        "last_updated": "2024-01-16T10:15:00Z",
        "version": "0.269.1"
      },
      "all-fields": {
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "physical_sample_id": "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
        "property_name": "sheet_resistance",
        "property_value": 412.75,
        "property_unit": "ohm/sq",
        "char_source_type": "metrology",
        "coord_ref_frame": "stage_absolute",
        "coord_units": "mm",
        "coord_x": -12.25,
        "coord_y": 0.5,
        "coord_z": -0.001,
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "annotation_metadata": {
          "probe": "four-point",
          "temperature_k": 295,
          "spacing_um": [
            100,
            100,
            100
          ],
          "repeats": {
            "count": 5,
            "std": 1.75
          },
          "operator": null
        },
        "last_updated": "2026-05-18T11:27:31Z",
        "version": "0.271.0"
      },
      "coordinates-never-set": {
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "physical_sample_id": "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
        "property_name": "lattice_mismatch",
        "property_value": -0.0226,
        "property_unit": null,
        "char_source_type": null,
        "coord_ref_frame": null,
        "coord_units": null,
        "coord_x": null,
        "coord_y": null,
        "coord_z": null,
        "data_id": null,
        "annotation_metadata": null,
        "last_updated": "2026-05-19T08:03:55.204117",
        "version": "0.271.0"
      },
      "zero-and-empty": {
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "physical_sample_id": "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
        "property_name": "tilt_ratio",
        "property_value": 0,
        "property_unit": "",
        "char_source_type": "xrd",
        "coord_ref_frame": "sample_relative",
        "coord_units": "mm",
        "coord_x": 0,
        "coord_y": 0,
        "coord_z": 0,
        "data_id": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "annotation_metadata": {},
        "last_updated": "2026-05-19T09:20:18Z",
        "version": "0.271.0"
      }
    },
    "401": {
      "unauthorized": {
        "detail": "Could not validate the API key"
      }
    },
    "403": {
      "forbidden": {
        "detail": "This API key has no write permission"
      }
    },
    "404": {
      "not-found": {
        "detail": "Not found"
      }
    },
    "422": {
      "unprocessable-field": {
        "detail": [
          {
            "loc": [
              "body",
              "coord_ref_frame"
            ],
            "msg": "Input should be 'sample_relative' or 'stage_absolute'",
            "type": "enum"
          }
        ]
      },
      "unprocessable-text": {
        "detail": "The request could not be processed"
      }
    },
    "429": {
      "too-many-requests": {
        "detail": "Too many requests"
      }
    },
    "default": {
      "internal-error": {
        "detail": "Internal server error"
      },
      "bad-gateway": "Bad gateway",
      "service-unavailable": {
        "message": "Service temporarily unavailable",
        "until": null
      },
      "gateway-timeout": null,
      "conflict": {
        "detail": {
          "message": "A physical sample with this name exists already",
          "physical_sample_id": "6f1c2a84-93d7-4e5b-a0c8-2b7d4e91f350"
        }
      }
    }
  },
  "updateTargetMaterialLayer": {
    "200": {
      "documented": {
        "id": 100,
        "layer_id": 1,
        "sample_id": 42,
        "composition_string": "BaTiO3",
        "element_dict": {
          "Ba": 1,
          "Ti": 1,
          "O": 3
        },
        "orientation": "111",
        "space_group": "P4mm",
        "mp_id": "mp-5020"
      },
      "solid-solution": {
        "id": 100,
        "layer_id": 1,
        "sample_id": 42,
        "composition_string": "Ba0.7Sr0.3TiO3",
        "element_dict": {
          "Ba": 0.7,
          "Sr": 0.3,
          "Ti": 1,
          "O": 3
        },
        "orientation": "001",
        "space_group": "P4mm",
        "mp_id": null
      },
      "by-record-id": {
        "id": 101,
        "layer_id": 2,
        "sample_id": 42,
        "composition_string": null,
        "element_dict": null,
        "orientation": null,
        "space_group": null,
        "mp_id": "mp-5229"
      }
    },
    "401": {
      "unauthorized": {
        "detail": "Could not validate the API key"
      }
    },
    "403": {
      "forbidden": {
        "detail": "This API key has no write permission"
      }
    },
    "404": {
      "not-found": {
        "detail": "Not found"
      }
    },
    "422": {
      "unprocessable-field": {
        "detail": [
          {
            "loc": [
              "body",
              "layer_id"
            ],
            "msg": "Field required",
            "type": "missing"
          }
        ]
      },
      "unprocessable-text": {
        "detail": "The request could not be processed"
      }
    },
    "429": {
      "too-many-requests": {
        "detail": "Too many requests"
      }
    },
    "default": {
      "internal-error": {
        "detail": "Internal server error"
      },
      "bad-gateway": "Bad gateway",
      "service-unavailable": {
        "message": "Service temporarily unavailable",
        "until": null
      },
      "gateway-timeout": null,
      "conflict": {
        "detail": {
          "message": "A physical sample with this name exists already",
          "physical_sample_id": "6f1c2a84-93d7-4e5b-a0c8-2b7d4e91f350"
        }
      }
    }
  }
} as const;
