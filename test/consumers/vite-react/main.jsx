import { Suspense, use } from "react";
import { createRoot } from "react-dom/client";
import { tellStory } from "./story.mjs";

const story = tellStory({ apiKey: import.meta.env.VITE_KEY, baseUrl: import.meta.env.VITE_URL });

function Story() {
  return <pre>{JSON.stringify(use(story))}</pre>;
}

createRoot(document.getElementById("root")).render(
  <Suspense>
    <Story />
  </Suspense>,
);
