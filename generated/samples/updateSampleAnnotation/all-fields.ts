import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateSampleAnnotation(
  {
    physical_sample_id: "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
    annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  },
  {
    property_name: "sheet_resistance",
    property_value: 412.75,
    property_unit: "ohm/sq",
    coord_ref_frame: "stage_absolute",
    coord_units: "mm",
    coord_x: -12.25,
    coord_y: 0.5,
    coord_z: -0.001,
    metadata: {
      probe: "four-point",
      temperature_k: 295,
      spacing_um: [100, 100, 100],
      repeats: { count: 5, std: 1.75 },
      operator: null,
    },
  },
);
console.log(JSON.stringify(reply, null, 2));
