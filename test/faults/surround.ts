// What a case needs of its surroundings where clients and fault server run in the same process.
import { Agent, getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from "undici";
import { createClient, createFetchClient } from "../../src/index.ts";
import type { Network } from "./case.ts";
import type { Surroundings } from "./drive.ts";
import type { FaultServer } from "./server.ts";

export function surround(server: FaultServer): Surroundings {
  return {
    createClient,
    createFetchClient,
    ...server,
    // The platform's own fetch uses it, so that its errors are those of the platform.
    enter(network: Network) {
      if (network === "plain") return () => {};
      const before = getGlobalDispatcher();
      const connect = { ca: server.authority };
      const dispatcher =
        network === "trusting"
          ? new Agent({ connect })
          : new ProxyAgent({ uri: server.proxy, requestTls: connect });
      setGlobalDispatcher(dispatcher);
      return () => {
        setGlobalDispatcher(before);
        return dispatcher.destroy();
      };
    },
  };
}
