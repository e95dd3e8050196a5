// How a job is run on each runtime: where its program comes from, and how job and result travel.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Network } from "../faults/case.ts";
import type { Job, Observation } from "./observe.ts";

/** A project outside the checkout with the package installed, and the suite compiled into it. */
export interface Project {
  readonly folder: string;
  /** Certificate of the authority that is to be trusted. */
  readonly authority: string;
  /** Proxy for cases that are to go through one. */
  readonly proxy: string;
}

export interface Runtime {
  readonly name: string;
  /** Runtimes of one family differ from Node in the same cases. */
  readonly family: "node" | "node 20" | "bun" | "deno" | "workerd" | "chromium";
  readonly program: string;
  readonly run: (program: string, project: Project, job: Job, network: Network) => Promise<Observation[]>;
}

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const LONGEST_MS = 15 * 60_000;

/** Says how to get a runtime that is not there. */
export function missing({ family, program }: Runtime): string | undefined {
  if (existsSync(program)) return undefined;
  return family === "chromium"
    ? `${program} is missing: apt-get update && apt-get install -y chromium`
    : `${program} is missing: npm ci --prefix test/runtimes --ignore-scripts, on Linux for x64`;
}

async function inProcess(
  program: string,
  args: string[],
  { folder, authority, proxy }: Project,
  job: Job,
  network: Network,
): Promise<Observation[]> {
  await writeFile(join(folder, "job.json"), JSON.stringify(job));
  await writeFile(join(folder, "authority.pem"), authority);
  const environments = {
    plain: {},
    trusting: { NODE_EXTRA_CA_CERTS: "authority.pem", DENO_CERT: "authority.pem" },
    proxied: { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: proxy, NO_PROXY: "" },
  };
  const { stdout } = await promisify(execFile)(program, [...args, "entry-process.js", "job.json"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", ...environments[network] },
    maxBuffer: 256 * 1024 * 1024,
    timeout: LONGEST_MS,
  });
  return JSON.parse(stdout);
}

const node = (version: number): Runtime => ({
  name: `Node ${version}`,
  family: version === 20 ? "node 20" : "node",
  program: join(modules, `node${version}/bin/node`),
  run: (program, project, job, network) => inProcess(program, [], project, job, network),
});

const WORKER = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "entry.js", esModule = embed "entry-worker.js"),
        (name = "atomscale-client", esModule = embed "node_modules/atomscale-client/dist/index.js"),
        CHUNKS
        (name = "openapi-fetch", esModule = embed "node_modules/openapi-fetch/dist/index.mjs"),
      ],
      compatibilityDate = "2025-06-01",
      globalOutbound = "network",
    )),
    (name = "network", network = (
      allow = ["public", "private", "local"],
      tlsOptions = (trustBrowserCas = true, trustedCertificates = [TRUSTED]),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/** Lists the files that the entries of the package share. */
async function listChunks(folder: string): Promise<string> {
  const names = await readdir(join(folder, "node_modules/atomscale-client/dist"));
  return names
    .filter((name) => name.endsWith(".js") && name.includes("-"))
    .map((name) => `(name = "${name}", esModule = embed "node_modules/atomscale-client/dist/${name}"),`)
    .join("\n        ");
}

/** Starts workerd and returns its port, which it writes to an inherited file descriptor. */
async function startWorker(program: string, folder: string): Promise<{ child: ChildProcess; port: number }> {
  const args = ["serve", "worker.capnp", "--control-fd=3"];
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "inherit", "pipe", "pipe"] });
  // It reports every failed connection there, and most cases are about those.
  let told = "";
  child.stderr?.on("data", (chunk) => {
    told = (told + chunk).slice(-4000);
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`workerd ended with ${code}: ${told}`);
  });
  ended.catch(() => {});
  const control = child.stdio[3] as NodeJS.ReadableStream;
  const listening = (async () => {
    let text = "";
    for await (const chunk of control) {
      text += chunk;
      const port = /"event":"listen","socket":"http","port":(\d+)/.exec(text)?.[1];
      if (port) return Number(port);
    }
    throw new Error(`workerd told no port: ${text}`);
  })();
  return { child, port: await Promise.race([listening, ended]) };
}

const workerd: Runtime = {
  name: "workerd",
  family: "workerd",
  program: join(modules, "@cloudflare/workerd-linux-64/bin/workerd"),
  async run(program, { folder, authority }, job, network) {
    const trusted = network === "trusting" ? JSON.stringify(authority) : "";
    await writeFile(
      join(folder, "worker.capnp"),
      WORKER.replace("TRUSTED", trusted).replace("CHUNKS", await listChunks(folder)),
    );
    const { child, port } = await startWorker(program, folder);
    try {
      const observations: Observation[] = [];
      for (const part of split(job)) {
        const reply = await fetch(`http://127.0.0.1:${port}/`, {
          method: "POST",
          body: JSON.stringify(part),
        });
        if (!reply.ok) throw new Error(`workerd answered ${reply.status}: ${await reply.text()}`);
        observations.push(...((await reply.json()) as Observation[]));
      }
      return observations;
    } finally {
      child.kill();
    }
  },
};

const PAGE = `<!doctype html><title>atomscale-client</title>
<script type="importmap">{ "imports": {
  "atomscale-client": "/node_modules/atomscale-client/dist/index.js",
  "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs"
} }</script>
<script type="module" src="/entry-page.js"></script>`;

/** What is used of playwright-core, which only this folder installs. */
interface Playwright {
  chromium: { launch(options: object): Promise<Browser> };
}

interface Browser {
  newContext(options: object): Promise<{ newPage(): Promise<Page> }>;
  close(): Promise<void>;
}

interface Page {
  goto(url: string): Promise<unknown>;
  waitForFunction(expression: string): Promise<unknown>;
  evaluate(expression: string): Promise<string>;
}

const chromium: Runtime = {
  name: "Chromium",
  family: "chromium",
  program: "/usr/bin/chromium",
  async run(program, { folder }, job, network) {
    const { chromium: launcher } = createRequire(import.meta.url)("playwright-core") as Playwright;
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://localhost");
      const js = [".js", ".mjs"].includes(extname(pathname));
      const body = js ? await readFile(join(folder, pathname)).catch(() => undefined) : PAGE;
      response.writeHead(body === undefined ? 404 : 200, {
        "content-type": js ? "text/javascript" : "text/html",
      });
      response.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const browser = await launcher.launch({
      executablePath: program,
      args: ["--no-sandbox", "--disable-quic"],
    });
    try {
      const context = await browser.newContext({ ignoreHTTPSErrors: network === "trusting" });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction("globalThis.runJob !== undefined");
      const observations: Observation[] = [];
      for (const part of split(job)) {
        const text = `runJob(${JSON.stringify(part)}).then(JSON.stringify)`;
        observations.push(...JSON.parse(await page.evaluate(text)));
      }
      return observations;
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/** Cuts a job into one for each case, so that no single exchange with a runtime lasts long. */
function split(job: Job): Job[] {
  // Calls of the truth machine need each other.
  if ("calls" in job) return [job];
  const faults = job.cases.map((name) => ({ ...job, updates: [], cases: [name] }));
  return job.updates.length > 0 ? [{ ...job, cases: [] }, ...faults] : faults;
}

export const runtimes: readonly Runtime[] = [
  node(20),
  node(22),
  node(24),
  node(26),
  {
    name: "Bun",
    family: "bun",
    program: join(modules, "@oven/bun-linux-x64/bin/bun"),
    run: (program, project, job, network) => inProcess(program, ["run"], project, job, network),
  },
  {
    name: "Deno",
    family: "deno",
    program: join(modules, "@deno/linux-x64-glibc/deno"),
    run: (program, project, job, network) =>
      inProcess(
        program,
        ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-net", "--allow-env", "--allow-read"],
        project,
        job,
        network,
      ),
  },
  workerd,
  chromium,
];
