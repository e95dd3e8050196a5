// Lets the global fetch of this process trust the world's authority and use its proxy, as environment variables
// would at the start of a process. All other requests go through the dispatcher that Node brings.
import { Agent, Dispatcher, getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from "undici";
import type { World } from "./world.ts";

/** Where Node keeps its own dispatcher; from undici 8 on, in Node 26, where the package keeps its own. */
const OF_OLDER_NODE = Symbol.for("undici.globalDispatcher.1");

export async function routeThrough({ origins, tunnels, authority }: World): Promise<() => void> {
  // Makes Node load its own dispatcher.
  await fetch("data:,");
  const older = Number.parseInt(process.versions.undici ?? "", 10) < 8;
  const platform = globalThis as unknown as Record<symbol, Dispatcher>;
  const own = (older && platform[OF_OLDER_NODE]) || getGlobalDispatcher();
  const trusting = new Agent({ connect: { ca: authority } });
  const proxy = new ProxyAgent({ uri: tunnels, requestTls: { ca: authority } });
  const tunnelled = [origins.tunnel, origins["tunnel-407"], origins["tunnel-502"]];
  const trusted = [origins.tls, origins["tls-expired"], origins["tls-other-host"]];
  class Router extends Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const origin = `${options.origin}`;
      if (tunnelled.includes(origin)) return proxy.dispatch(options, handler);
      return (trusted.includes(origin) ? trusting : own).dispatch(options, handler);
    }
  }
  setGlobalDispatcher(new Router());
  return () => {
    setGlobalDispatcher(own);
    trusting.destroy();
    proxy.destroy();
  };
}
