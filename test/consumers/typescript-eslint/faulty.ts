// What the rules must find, which shows that they look.
import { createClient } from "atomscale-client";

class Repository {
  private readonly atomscale = createClient();
  update(data_id: string) {
    return this.atomscale.updateDataEntry({ data_id }, { pipeline_status: "success" });
  }
}

export const { update } = new Repository();
createClient().updateDataEntry({ data_id: "" }, { raw_name: "a.mp4" });
