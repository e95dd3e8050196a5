import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateSampleAnnotation(
  {
    physical_sample_id: "3f2b8c1e-5d47-4a90-8e6b-1c9d7f20a4b3",
    annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  },
  {
    property_name: "tilt_ratio",
    property_value: 0,
    property_unit: "",
    coord_x: 0,
    coord_y: 0,
    coord_z: 0,
    metadata: {},
  },
);
console.log(JSON.stringify(reply, null, 2));
