// Lets the global fetch of this process trust the world's authority and use its proxy, as environment variables
// would at the start of a process. All other requests go through the dispatcher that Node brings.
import { Agent, Dispatcher, ProxyAgent } from "undici";
import type { World } from "./world.ts";

const GLOBAL = Symbol.for("undici.globalDispatcher.1");

export async function routeThrough({ origins, tunnels, authority }: World): Promise<() => void> {
  // Makes Node load its own dispatcher.
  await fetch("data:,");
  const platform = globalThis as unknown as Record<symbol, Dispatcher>;
  const own = platform[GLOBAL] as Dispatcher;
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
  platform[GLOBAL] = new Router();
  return () => {
    platform[GLOBAL] = own;
    trusting.destroy();
    proxy.destroy();
  };
}
