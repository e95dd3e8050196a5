import { createClient } from "atomscale-client";

const atomscale = createClient();
const reply = await atomscale.updateDataEntry(
  { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" },
  {
    char_source_type: "rheed_video",
    pipeline_status: "success",
    raw_name: "rheed_video_2024_01_15.mp4",
  },
);
console.log(JSON.stringify(reply, null, 2));
