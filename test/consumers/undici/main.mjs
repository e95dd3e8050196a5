import { fetch, ProxyAgent } from "undici";
import { tellStory } from "./story.mjs";

const dispatcher = new ProxyAgent(process.env.PROXY_URL);
const throughProxy = (url, init) => fetch(url, { ...init, dispatcher });
console.log(JSON.stringify(await tellStory({ fetch: throughProxy })));
await dispatcher.close();
