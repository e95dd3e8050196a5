import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateSampleAnnotation(
  {
    physical_sample_id: "a1b2c3d4-5678-90ab-cdef-1234567890ab",
    annotation_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  },
  {
    property_value: 26.0,
  },
);
console.log(JSON.stringify(reply, null, 2));
