import { tellStory } from "../../story.mjs";

export async function POST(): Promise<Response> {
  return Response.json(await tellStory());
}
