import { tellStory } from "./story.mjs";

console.log(JSON.stringify(await tellStory()));
