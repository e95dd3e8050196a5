import { createClient } from "atomscale-client";

export const dynamic = "force-dynamic";

export default async function Page() {
  const layer = await createClient().updateTargetMaterialLayer({
    sample_id: 42,
    layer_id: 1,
    orientation: "001",
  });
  return <p>orientation {layer.orientation}</p>;
}
